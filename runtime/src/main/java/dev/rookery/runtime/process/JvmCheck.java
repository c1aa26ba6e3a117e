package dev.rookery.runtime.process;

import dev.rookery.RookeryException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** What Rookery needs of the JVM it runs in, checked before anything is started or written. */
public final class JvmCheck {

  private static final String OPTIONS =
      "--add-opens java.base/jdk.internal.misc=ALL-UNNAMED"
          + " --add-opens java.base/java.util.zip=ALL-UNNAMED";

  private JvmCheck() {}

  /**
   * Checks that memory outside the heap can be used.
   *
   * @throws RookeryException if Java was started without the options for it
   */
  public static void memoryAccess() {
    Module java = Object.class.getModule();
    if (!java.isExported("jdk.internal.misc", UnsafeBuffer.class.getModule())) {
      throw new RookeryException(
          "Java must be started with "
              + OPTIONS
              + ": in MAVEN_OPTS for exec:java, in argLine for Surefire, or as Add-Opens in the"
              + " manifest of a jar that is run with java -jar");
    }
  }

  /**
   * Checks that Java knows the working directory by its right name: in a locale without the letters
   * of that name, relative paths would lead elsewhere.
   *
   * @throws RookeryException if Java cannot write the name
   */
  public static void workingDirectory() {
    Path directory = Path.of("").toAbsolutePath();
    if (!Files.isDirectory(directory)) {
      throw new RookeryException(
          "Java takes the working directory for %s, which does not exist: in this locale it writes"
                  .formatted(directory)
              + " file names in "
              + System.getProperty("sun.jnu.encoding")
              + "; set LC_ALL=C.UTF-8, or start it in a directory with a plainer name");
    }
  }
}
