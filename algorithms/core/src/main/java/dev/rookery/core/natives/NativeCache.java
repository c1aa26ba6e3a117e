package dev.rookery.core.natives;

import dev.rookery.RookeryException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The directory where native libraries are unpacked, once for each version, for all processes of a
 * user.
 *
 * <p>The system property {@value #PROPERTY} or the environment variable {@value #VARIABLE} names
 * it. Without them it is {@code rookery} in {@code XDG_CACHE_HOME}, {@code .cache/rookery} in the
 * user's home, or a directory of the user's own in the temporary directory: the first of these that
 * can be written.
 */
public final class NativeCache {

  /** The system property that names the directory. */
  public static final String PROPERTY = "rookery.cache";

  /** The environment variable that names the directory, if the property does not. */
  public static final String VARIABLE = "ROOKERY_CACHE";

  private static final String JNA_PROPERTY = "jna.tmpdir";

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final class Holder {
    static final Startup<Path> DIRECTORY =
        Startup.of(() -> find(System::getProperty, System::getenv));
  }

  private NativeCache() {}

  /**
   * Returns the directory, which exists and can be written.
   *
   * @throws RookeryException if the directory that was named cannot be written, or none can
   */
  public static Path directory() {
    return Holder.DIRECTORY.get();
  }

  /**
   * Lets JNA, which DJL uses too, unpack its library there: otherwise it looks for a place itself,
   * and takes {@code ./?} where the user has no home.
   *
   * @throws RookeryException as {@link #directory} does
   */
  public static void useForJna() {
    if (System.getProperty(JNA_PROPERTY) == null) {
      System.setProperty(JNA_PROPERTY, directory().resolve("jna").toString());
    }
  }

  /**
   * Finds the directory.
   *
   * @param properties the system properties by name
   * @param variables the environment variables by name
   */
  static Path find(
      Function<String, @Nullable String> properties, Function<String, @Nullable String> variables) {
    String named = properties.apply(PROPERTY);
    if (isEmpty(named)) {
      named = variables.apply(VARIABLE);
    }
    if (!isEmpty(named)) {
      return named(named);
    }
    List<String> refused = new ArrayList<>();
    String user = String.valueOf(properties.apply("user.name")).replaceAll("[^\\w.-]", "_");
    Path found = usable(variables.apply("XDG_CACHE_HOME"), "rookery", false, refused);
    if (found == null) {
      found = usable(properties.apply("user.home"), ".cache/rookery", false, refused);
    }
    if (found == null) {
      found = usable(properties.apply("java.io.tmpdir"), "rookery-" + user, true, refused);
    }
    if (found == null) {
      throw new RookeryException(
          "there is no directory for unpacked native libraries: name one with 500 MB of room by the"
              + " environment variable %s (tried: %s)"
                  .formatted(VARIABLE, String.join("; ", refused)));
    }
    return found;
  }

  private static Path named(String name) {
    try {
      Path directory = Path.of(name).toAbsolutePath().normalize();
      makeWritable(directory);
      return directory;
    } catch (IOException | InvalidPathException e) {
      throw new RookeryException(
          "cannot write to the cache directory %s (%s): name another by the environment variable %s"
                  .formatted(name, e, VARIABLE)
              + " or the system property "
              + PROPERTY,
          e);
    }
  }

  /** The directory of that name in a parent; null, with the reason, if it cannot be used. */
  private static @Nullable Path usable(
      @Nullable String parent, String name, boolean shared, List<String> refused) {
    if (isEmpty(parent)) {
      return null;
    }
    try {
      Path directory = Path.of(parent, name);
      // The home of a user whom the system does not know is "?": libraries would go to "./?".
      if (!directory.isAbsolute()) {
        refused.add(directory + " is not absolute");
        return null;
      }
      if (shared) {
        makePrivate(directory);
      } else {
        makeWritable(directory);
      }
      return directory;
    } catch (IOException | InvalidPathException e) {
      refused.add(e.toString());
      return null;
    }
  }

  private static UserPrincipal makeWritable(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = Files.createTempFile(directory, ".write", ".test");
    try {
      return Files.getOwner(file);
    } finally {
      Files.delete(file);
    }
  }

  /** Where everybody may write, libraries are only loaded from what no other user can change. */
  private static void makePrivate(Path directory) throws IOException {
    if (POSIX && !Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    UserPrincipal user = makeWritable(directory);
    if (POSIX) {
      PosixFileAttributes attributes =
          Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      String permissions = PosixFilePermissions.toString(attributes.permissions());
      if (!attributes.owner().equals(user) || !permissions.endsWith("------")) {
        throw new IOException(
            "%s belongs to %s with permissions %s, not to %s alone"
                .formatted(directory, attributes.owner(), permissions, user));
      }
    }
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
