package dev.rookery.runtime.plugins;

import dev.rookery.RookeryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Loads providers, and says in one line which class of which jar is broken, if one is. */
final class ProviderLoader {

  private ProviderLoader() {}

  static <P> List<P> load(Class<P> type, ClassLoader loader) {
    List<P> providers = new ArrayList<>();
    try {
      ServiceLoader.load(type, loader).forEach(providers::add);
    } catch (ServiceConfigurationError | LinkageError e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new RookeryException(
          "plugin %s cannot be loaded: %s; repair or remove it"
              .formatted(culprit(type, loader, e), reason),
          e);
    }
    return providers;
  }

  /** A provider's class and the jar or directory that it came from. */
  static String origin(Class<?> provider) {
    CodeSource source = provider.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? provider.getName()
        : "%s in %s".formatted(provider.getName(), path(source.getLocation()));
  }

  /**
   * The class that an error speaks of and the jar that offers it; an error may name it either way.
   */
  private static String culprit(Class<?> type, ClassLoader loader, Throwable error) {
    String message = String.valueOf(error.getMessage()).replace('/', '.');
    String serviceFile = "META-INF/services/" + type.getName();
    try {
      for (URL file : Collections.list(loader.getResources(serviceFile))) {
        for (String provider : providers(file)) {
          if (message.contains(provider)) {
            return "%s in %s".formatted(provider, jar(file, serviceFile));
          }
        }
      }
    } catch (IOException e) {
      error.addSuppressed(e);
    }
    return "for " + type.getName();
  }

  private static List<String> providers(URL serviceFile) throws IOException {
    URLConnection connection = serviceFile.openConnection();
    connection.setUseCaches(false);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }

  private static String jar(URL serviceFile, String name) throws IOException {
    if (serviceFile.openConnection() instanceof JarURLConnection connection) {
      return path(connection.getJarFileURL());
    }
    String directory = path(serviceFile);
    return directory.substring(0, Math.max(0, directory.length() - name.length() - 1));
  }

  private static String path(URL location) {
    try {
      return location.getProtocol().equals("file")
          ? Path.of(location.toURI()).toString()
          : location.toString();
    } catch (URISyntaxException e) {
      return location.toString();
    }
  }
}
