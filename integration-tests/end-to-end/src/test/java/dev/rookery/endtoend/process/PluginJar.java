package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.environment.EnvironmentProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
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
    Path classes = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "classes");
    assertEquals(List.of(), JavaSources.compile(Map.of(className, source), classes));
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        put(out, classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
      put(
          out,
          "META-INF/services/" + EnvironmentProvider.class.getName(),
          String.join("\n", providers).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
