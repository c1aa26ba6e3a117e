package dev.rookery.runtime.plugins;

import dev.rookery.RookeryException;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The directories in which plugin jars are looked for. */
public final class PluginDirectories {

  /** The system property that names directories of plugin jars, separated like a class path. */
  public static final String PROPERTY = "rookery.plugins";

  private PluginDirectories() {}

  /**
   * Lets the calling thread, and those that it starts, find the plugins in the directories that the
   * system property {@link #PROPERTY} names.
   *
   * @throws RookeryException if a directory cannot be read
   */
  public static void install() {
    String directories = System.getProperty(PROPERTY, "");
    try {
      List<Path> paths =
          Arrays.stream(directories.split(File.pathSeparator))
              .filter(directory -> !directory.isEmpty())
              .map(Path::of)
              .toList();
      Thread thread = Thread.currentThread();
      thread.setContextClassLoader(classLoader(paths, thread.getContextClassLoader()));
    } catch (InvalidPathException e) {
      throw new RookeryException(
          "cannot read the plugins in %s: %s".formatted(directories, e.getMessage()), e);
    }
  }

  /**
   * A class loader over all jars in some directories; it stays open for the life of the process.
   * Set it as a thread's context class loader, and {@link Plugins#find()} finds what is in them.
   *
   * @param directories of jars; those that do not exist are skipped
   * @param parent is asked first
   * @return {@code parent} itself if there is no directory
   * @throws RookeryException if a directory cannot be read
   */
  public static ClassLoader classLoader(List<Path> directories, ClassLoader parent) {
    return directories.isEmpty() ? parent : new PluginClassLoader(directories, parent);
  }
}
