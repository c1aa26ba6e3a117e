package dev.rookery.runtime.plugins;

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
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Loads the providers of one interface. A broken one is left out, with a line that says which class
 * of which jar it is and what is wrong with it.
 */
final class ProviderLoader {

  /**
   * Ends the loading where a service loader fails again and again, as in an unreadable directory.
   */
  private static final int MAXIMUM_FAILURES = 1000;

  private ProviderLoader() {}

  /**
   * The providers that were loaded, and the errors of the others.
   *
   * @param providers those that can be used
   * @param problems a line for each that cannot
   * @param <P> the provider's interface
   */
  record Loaded<P>(List<P> providers, List<String> problems) {}

  static <P> Loaded<P> load(Class<P> type, ClassLoader loader) {
    List<P> providers = new ArrayList<>();
    Set<String> problems = new LinkedHashSet<>();
    Iterator<P> iterator = ServiceLoader.load(type, loader).iterator();
    for (int failures = 0; failures < MAXIMUM_FAILURES; failures++) {
      try {
        while (iterator.hasNext()) {
          providers.add(iterator.next());
        }
        break;
      } catch (ServiceConfigurationError | LinkageError e) { // The iterator goes on behind it.
        problems.add(problem(type, loader, e));
      }
    }
    return new Loaded<>(providers, List.copyOf(problems));
  }

  /** A provider's class and the jar or directory that it came from. */
  static String origin(Class<?> provider) {
    return provider.getName() + place(provider).map(" in "::concat).orElse("");
  }

  /** The jar or directory that a provider's class came from, if that is known. */
  static Optional<String> place(Class<?> provider) {
    CodeSource source = provider.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? Optional.empty()
        : Optional.of(path(source.getLocation()));
  }

  /** Says that a plugin cannot be used, and why, in one line. */
  static String unusable(String plugin, Object reason) {
    return "plugin %s cannot be loaded: %s; repair or remove it"
        .formatted(plugin, String.valueOf(reason).strip().replaceAll("\\s*\\R\\s*", " "));
  }

  /**
   * Names the class that an error speaks of, and the jar that offers it; an error may name it
   * either way.
   */
  private static String problem(Class<?> type, ClassLoader loader, Throwable error) {
    Throwable reason = error.getCause() == null ? error : error.getCause();
    String message = String.valueOf(error.getMessage()).replace('/', '.');
    String serviceFile = "META-INF/services/" + type.getName();
    try {
      for (URL file : Collections.list(loader.getResources(serviceFile))) {
        for (String provider : providers(file)) {
          if (message.contains(provider)) {
            String plugin = "%s in %s".formatted(provider, jar(file, serviceFile));
            return unusable(
                plugin,
                reason + nestedClass(provider, loader) + PluginFailure.explanation(reason, loader));
          }
        }
      }
    } catch (IOException e) {
      error.addSuppressed(e);
    }
    return unusable("for " + type.getName(), reason);
  }

  /** A hint if the name would be right with {@code $} between a class and one in it. */
  private static String nestedClass(String provider, ClassLoader loader) {
    String name = provider;
    if (loader.getResource(classFile(name)) != null) {
      return "";
    }
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.')) {
      name = name.substring(0, dot) + "$" + name.substring(dot + 1);
      if (loader.getResource(classFile(name)) != null) {
        return "; a class in another is written with $ there: " + name;
      }
    }
    return "";
  }

  private static String classFile(String name) {
    return name.replace('.', '/') + ".class";
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
