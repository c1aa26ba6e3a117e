package dev.rookery.runtime.plugins;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar of classes that a test compiles. */
final class CompiledJar {

  private final Map<String, String> sources = new HashMap<>();
  private final Map<String, String> providers = new HashMap<>();
  private final Attributes attributes = new Attributes();
  private final List<Path> libraries = new ArrayList<>();

  /** Adds a class by its name and source. */
  CompiledJar source(String className, String source) {
    sources.put(className, source);
    return this;
  }

  /** Names a class as provider of an interface. */
  CompiledJar provider(Class<?> type, String className) {
    providers.put("META-INF/services/" + type.getName(), className);
    return this;
  }

  /** Adds an attribute of the manifest. */
  CompiledJar attribute(String name, String value) {
    attributes.putValue(name, value);
    return this;
  }

  /** Adds a jar to compile against, before the test's own class path. */
  CompiledJar library(Path jar) {
    libraries.add(jar);
    return this;
  }

  /**
   * Compiles and writes the jar. Classes of Rookery's packages are only compiled against: they
   * stand for another version of the API.
   *
   * @return {@code jar}
   */
  Path write(Path jar) throws IOException {
    Path classes = Files.createTempDirectory(jar.getParent(), "classes");
    compile(classes);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putAll(attributes);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith("dev/rookery/")) {
          put(out, name, Files.readAllBytes(file));
        }
      }
      for (Map.Entry<String, String> provider : providers.entrySet()) {
        put(out, provider.getKey(), provider.getValue().getBytes());
      }
    }
    return jar;
  }

  private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }

  private void compile(Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> classPath = new ArrayList<>(libraries.stream().map(Path::toString).toList());
    classPath.add(System.getProperty("java.class.path"));
    List<JavaFileObject> units =
        sources.entrySet().stream()
            .<JavaFileObject>map(source -> new Source(source.getKey(), source.getValue()))
            .toList();
    List<String> options =
        List.of(
            "-proc:none",
            "-nowarn",
            "-d",
            classes.toString(),
            "-cp",
            String.join(File.pathSeparator, classPath));
    assertTrue(units.isEmpty() || compiler.getTask(null, null, null, options, null, units).call());
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
