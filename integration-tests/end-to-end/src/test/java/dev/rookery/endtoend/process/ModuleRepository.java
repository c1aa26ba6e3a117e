package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.runtime.plugins.RookeryVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A local Maven repository with this build's modules, as if they were installed. What else a build
 * needs is read from the repository of this build, where nothing is written.
 */
public final class ModuleRepository {

  private final Path directory;

  /** An empty repository in a directory that does not exist yet. */
  public ModuleRepository(Path directory) throws IOException {
    this.directory = Files.createDirectory(directory);
  }

  /** The options by which Maven uses it. */
  public List<String> options() {
    String local =
        System.getProperty(
            "localRepository", Path.of(System.getProperty("user.home"), ".m2/repository") + "");
    return List.of("-Dmaven.repo.local=" + directory, "-Dmaven.repo.local.tail=" + local);
  }

  /** Adds a module that has only a pom. */
  public void addPom(String artifact, String module) throws IOException {
    Files.copy(
        Repository.root().resolve(module).resolve("pom.xml"),
        Files.createDirectories(place(artifact)).resolve(fileName(artifact) + ".pom"));
  }

  /** Adds a module with its jar, which is made of its classes if they were not packaged. */
  public void addJar(String artifact, String module) throws IOException {
    addPom(artifact, module);
    Path built = builtClasses(module);
    Path jar = place(artifact).resolve(fileName(artifact) + ".jar");
    if (Files.isDirectory(built)) {
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
          Stream<Path> files = Files.walk(built)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          out.putNextEntry(new JarEntry(built.relativize(file).toString().replace('\\', '/')));
          Files.copy(file, out);
          out.closeEntry();
        }
      }
    } else {
      Files.copy(built, jar);
    }
  }

  /** What this test's class path has of a module: a jar, or a directory of classes. */
  private static Path builtClasses(String module) {
    Path target = Repository.root().resolve(module).resolve("target");
    List<Path> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      entries.add(Path.of(entry));
    }
    Optional<Path> found = entries.stream().filter(entry -> entry.startsWith(target)).findFirst();
    assertTrue(found.isPresent(), () -> "nothing of " + target + " in " + entries);
    return found.get();
  }

  private Path place(String artifact) {
    return directory.resolve("dev/rookery").resolve(artifact).resolve(version());
  }

  private static String fileName(String artifact) {
    return artifact + "-" + version();
  }

  private static String version() {
    return RookeryVersion.current().text();
  }
}
