package dev.rookery.runtime.plugins;

import dev.rookery.RookeryException;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directories in which plugins are looked for: jars, and folders of jars. */
public final class PluginDirectories {

  /** The system property that names directories of plugins, separated like a class path. */
  public static final String PROPERTY = "rookery.plugins";

  private PluginDirectories() {}

  /** Plugins that a thread finds until this is closed, by that thread. */
  public static final class Installed implements AutoCloseable {

    private final ClassLoader plugins;
    private final @Nullable ClassLoader before;

    private Installed(ClassLoader plugins, @Nullable ClassLoader before) {
      this.plugins = plugins;
      this.before = before;
    }

    /**
     * Closes the plugins' class loaders, and gives the thread back the one it had. Nothing of the
     * plugins may be used afterwards.
     */
    @Override
    public void close() {
      Thread.currentThread().setContextClassLoader(before);
      try {
        if (plugins instanceof DirectoriesClassLoader opened && plugins != before) {
          opened.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Lets the calling thread, and those that it starts, find the plugins in the directories that the
   * system property {@link #PROPERTY} names.
   *
   * @return closes the plugins again; a process whose end is the plugins' end need not
   * @throws RookeryException if a directory cannot be read
   */
  public static Installed install() {
    String directories = System.getProperty(PROPERTY, "");
    try {
      List<Path> paths =
          Arrays.stream(directories.split(File.pathSeparator))
              .filter(directory -> !directory.isEmpty())
              .map(Path::of)
              .toList();
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      ClassLoader plugins = classLoader(paths, before);
      thread.setContextClassLoader(plugins);
      return new Installed(plugins, before);
    } catch (InvalidPathException e) {
      throw new RookeryException(
          "cannot read the plugins in %s: %s".formatted(directories, e.getMessage()), e);
    }
  }

  /**
   * A class loader that knows the plugins in some directories, each of which has a class loader of
   * its own. Set it as a thread's context class loader, and {@link Plugins#find()} finds what is in
   * them.
   *
   * @param directories those that do not exist are skipped
   * @param parent has Rookery's classes
   * @return {@code parent} itself if there is no directory; otherwise a {@link Closeable}, which
   *     the caller closes when nothing of the plugins is in use any longer
   * @throws RookeryException if a directory cannot be read
   */
  public static ClassLoader classLoader(List<Path> directories, ClassLoader parent) {
    return directories.isEmpty() ? parent : new DirectoriesClassLoader(directories, parent);
  }
}
