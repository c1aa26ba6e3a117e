package dev.rookery.runtime.plugins;

import dev.rookery.RookeryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of the jars in plugin directories. It records where it looked and what it could
 * not read.
 */
final class PluginClassLoader extends URLClassLoader {

  private final List<String> searched = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * Makes the class loader. It opens every jar once, to find those that are cut or empty, which
   * Java would skip without an error.
   *
   * @param directories of jars; those that do not exist are skipped
   * @param parent is asked first
   * @throws RookeryException if a directory cannot be read
   */
  PluginClassLoader(List<Path> directories, ClassLoader parent) {
    super("rookery-plugins", new URL[0], parent);
    for (Path directory : directories) {
      List<Path> jars = Files.isDirectory(directory) ? jars(directory) : List.of();
      List<String> names = jars.stream().map(jar -> jar.getFileName().toString()).toList();
      String content = names.isEmpty() ? "no jars" : String.join(", ", names);
      searched.add(
          "%s (%s)".formatted(directory, Files.exists(directory) ? content : "does not exist"));
      jars.forEach(this::add);
    }
  }

  /** The plugin class loader among a class loader and its ancestors; null if there is none. */
  static @Nullable PluginClassLoader of(@Nullable ClassLoader loader) {
    ClassLoader next = loader;
    while (next != null && !(next instanceof PluginClassLoader)) {
      next = next.getParent();
    }
    return (PluginClassLoader) next;
  }

  /** The directories with their jars. */
  List<String> searched() {
    return searched;
  }

  /** A line for each jar that cannot be read. */
  List<String> problems() {
    return problems;
  }

  private static List<Path> jars(Path directory) {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new RookeryException("cannot read the plugins in %s: %s".formatted(directory, e), e);
    }
  }

  private void add(Path jar) {
    try (ZipFile content = new ZipFile(jar.toFile())) {
      if (content.size() == 0) {
        problems.add(ProviderLoader.unusable("jar " + jar, "nothing is in it"));
      }
      addURL(jar.toUri().toURL());
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      problems.add(ProviderLoader.unusable("jar " + jar, String.valueOf(e.getMessage())));
    }
  }
}
