package dev.rookery.runtime.plugins;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of threads that use the plugins in some directories. It has no classes of its
 * own, but knows the class loaders of the plugins. Closing it closes these.
 */
final class DirectoriesClassLoader extends ClassLoader implements Closeable {

  private final PluginFiles files;

  /**
   * Makes the class loader.
   *
   * @param directories of plugins; those that do not exist are skipped
   * @param parent has Rookery's classes
   * @throws dev.rookery.RookeryException if a directory cannot be read
   */
  DirectoriesClassLoader(List<Path> directories, ClassLoader parent) {
    super("rookery-plugins", parent);
    files = new PluginFiles(directories, parent);
  }

  /** Those among a class loader and its ancestors, the innermost first. */
  static List<DirectoriesClassLoader> of(@Nullable ClassLoader loader) {
    List<DirectoriesClassLoader> found = new ArrayList<>();
    for (ClassLoader next = loader; next != null; next = next.getParent()) {
      if (next instanceof DirectoriesClassLoader directories) {
        found.add(directories);
      }
    }
    return found;
  }

  /** The class loaders of all plugins that a class loader's threads use. */
  static List<PluginClassLoader> pluginsOf(@Nullable ClassLoader loader) {
    return of(loader).stream()
        .flatMap(directories -> directories.files.loaders().stream())
        .toList();
  }

  /** The directories with what is in them. */
  List<String> searched() {
    return files.searched();
  }

  /** A line for each jar that cannot be read, and for each plugin for another Rookery. */
  List<String> problems() {
    return files.problems();
  }

  @Override
  public void close() throws IOException {
    for (PluginClassLoader plugin : files.loaders()) {
      plugin.close();
    }
  }
}
