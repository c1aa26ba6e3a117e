package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.environment.EnvironmentProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Makes jars that offer environments, from source. */
final class PluginJar {

  private PluginJar() {}

  /**
   * Compiles one source into a jar.
   *
   * @param className of the source
   * @param providers classes that the jar names as its providers
   */
  static void write(Path jar, String className, String source, String... providers)
      throws IOException {
    write(jar, Map.of(className, source), providers);
  }

  /**
   * Compiles sources into a jar. Classes of Rookery's packages are only compiled against: they
   * stand for another version of the API.
   *
   * @param sources by class name
   * @param providers classes that the jar names as its providers
   */
  static void write(Path jar, Map<String, String> sources, String... providers) throws IOException {
    Path classes = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "classes");
    assertEquals(List.of(), JavaSources.compile(sources, classes));
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith("dev/rookery/")) {
          put(out, name, Files.readAllBytes(file));
        }
      }
      put(
          out,
          "META-INF/services/" + EnvironmentProvider.class.getName(),
          String.join("\n", providers).getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Moves the entries of a jar whose names begin in some way into one jar, the others into another.
   */
  static void split(Path jar, String prefix, Path rest, Path beginning) throws IOException {
    try (JarFile in = new JarFile(jar.toFile());
        JarOutputStream others = new JarOutputStream(Files.newOutputStream(rest));
        JarOutputStream chosen = new JarOutputStream(Files.newOutputStream(beginning))) {
      for (JarEntry entry : Collections.list(in.entries())) {
        put(
            entry.getName().startsWith(prefix) ? chosen : others,
            entry.getName(),
            in.getInputStream(entry).readAllBytes());
      }
    }
    Files.delete(jar);
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
