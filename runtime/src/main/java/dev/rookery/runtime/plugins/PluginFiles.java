package dev.rookery.runtime.plugins;

import dev.rookery.RookeryException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Finds the plugins in directories: each jar is one, and each folder with jars. A jar that cannot
 * be read and a plugin for another version of Rookery are left out.
 */
final class PluginFiles {

  private final List<String> searched = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<PluginClassLoader> loaders = new ArrayList<>();
  private final RookeryVersion current = RookeryVersion.current();

  /**
   * Looks into directories. It opens every jar once, to find those that are cut or empty, which
   * Java would skip without an error.
   *
   * @param directories those that do not exist are skipped
   * @param parent of the plugins' class loaders
   * @throws RookeryException if a directory cannot be read
   */
  PluginFiles(List<Path> directories, ClassLoader parent) {
    for (Path directory : directories) {
      List<String> names = new ArrayList<>();
      for (Path entry : entries(directory)) {
        List<Path> jars = jars(entry);
        if (!jars.isEmpty()) {
          names.add(entry.getFileName() + (Files.isDirectory(entry) ? File.separator : ""));
          add(entry, jars, parent);
        }
      }
      String content = names.isEmpty() ? "no jars" : String.join(", ", names);
      searched.add(
          "%s (%s)".formatted(directory, Files.exists(directory) ? content : "does not exist"));
    }
  }

  /** The directories with what is in them. */
  List<String> searched() {
    return searched;
  }

  /** A line for each jar that cannot be read, and for each plugin for another Rookery. */
  List<String> problems() {
    return problems;
  }

  /** The class loader of each plugin. */
  List<PluginClassLoader> loaders() {
    return loaders;
  }

  private static List<Path> jars(Path entry) {
    return Files.isDirectory(entry)
        ? entries(entry).stream().filter(PluginFiles::isJar).toList()
        : Stream.of(entry).filter(PluginFiles::isJar).toList();
  }

  private static boolean isJar(Path file) {
    return file.toString().endsWith(".jar") && !Files.isDirectory(file);
  }

  private static List<Path> entries(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new RookeryException("cannot read the plugins in %s: %s".formatted(directory, e), e);
    }
  }

  private void add(Path place, List<Path> jars, ClassLoader parent) {
    List<URL> urls = new ArrayList<>();
    RookeryVersion builtFor = null;
    for (Path jar : jars) {
      try (JarFile content = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ)) {
        if (content.size() == 0) {
          problems.add(ProviderLoader.unusable("jar " + jar, "nothing is in it"));
        }
        RookeryVersion version = version(content.getManifest());
        if (version != null && !current.runsPluginsFor(version)) {
          problems.add(otherVersion(place, version));
          return;
        }
        builtFor = builtFor == null ? version : builtFor;
        urls.add(jar.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new UncheckedIOException(e);
      } catch (IOException e) {
        problems.add(ProviderLoader.unusable("jar " + jar, String.valueOf(e.getMessage())));
      } catch (IllegalArgumentException e) {
        problems.add(
            ProviderLoader.unusable(
                "jar " + jar,
                "its manifest's %s %s".formatted(RookeryVersion.ATTRIBUTE, e.getMessage())));
      }
    }
    if (!urls.isEmpty()) {
      loaders.add(new PluginClassLoader(place, urls, builtFor, parent));
    }
  }

  private static @Nullable RookeryVersion version(@Nullable Manifest manifest) {
    String version =
        manifest == null ? null : manifest.getMainAttributes().getValue(RookeryVersion.ATTRIBUTE);
    return version == null ? null : RookeryVersion.parse(version);
  }

  private String otherVersion(Path place, RookeryVersion version) {
    return "plugin %s is left out: it was built for Rookery %s, and this is Rookery %s; it needs Rookery %s, or to be built for %s"
        .formatted(place, version, current, version.release(), current.release());
  }
}
