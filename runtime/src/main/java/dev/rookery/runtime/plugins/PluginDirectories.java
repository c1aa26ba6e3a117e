package dev.rookery.runtime.plugins;

import dev.rookery.RookeryException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Directories of jars that users extend Rookery with. */
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
    if (!directories.isEmpty()) {
      List<Path> paths =
          Arrays.stream(directories.split(File.pathSeparator)).map(Path::of).toList();
      Thread thread = Thread.currentThread();
      thread.setContextClassLoader(classLoader(paths, thread.getContextClassLoader()));
    }
  }

  /**
   * A class loader over all jars in some directories; it stays open for the life of the process.
   * Set it as a thread's context class loader, and {@link Plugins#find()} finds what is in them.
   *
   * @param directories those that do not exist are passed over
   * @param parent is asked first
   * @return {@code parent} itself if there is no jar
   * @throws RookeryException if a directory cannot be read
   */
  public static ClassLoader classLoader(List<Path> directories, ClassLoader parent) {
    List<URL> jars = new ArrayList<>();
    for (Path directory : directories) {
      if (Files.isDirectory(directory)) {
        jars.addAll(jars(directory));
      }
    }
    return jars.isEmpty()
        ? parent
        : new URLClassLoader("rookery-plugins", jars.toArray(new URL[0]), parent);
  }

  private static List<URL> jars(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .map(PluginDirectories::url)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new RookeryException("cannot read the plugins in %s: %s".formatted(directory, e), e);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
