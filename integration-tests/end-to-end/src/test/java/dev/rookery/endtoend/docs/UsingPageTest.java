package dev.rookery.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.endtoend.docs.MarkdownPage.CodeBlock;
import dev.rookery.endtoend.process.CommandResult;
import dev.rookery.endtoend.process.Distribution;
import dev.rookery.endtoend.process.InProcess;
import dev.rookery.endtoend.process.ModuleRepository;
import dev.rookery.endtoend.process.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The application of docs/using.md, built with Maven as it says, without PyTorch as it says. */
@Timeout(300)
class UsingPageTest {

  /** Shows that services files were merged, acts, and says why it cannot train. */
  private static final String MAIN =
"""
      package org.example;

      import dev.rookery.algorithm.AlgorithmProvider;
      import dev.rookery.environment.*;
      import dev.rookery.training.*;
      import java.nio.file.Path;
import java.time.Duration;
      import java.util.ServiceLoader;

      public final class Main {
        public static void main(String[] arguments) throws Exception {
          for (AlgorithmProvider<?> provider : ServiceLoader.load(AlgorithmProvider.class)) {
            System.out.println(provider.name());
          }
          %s
          Space space = Space.box(-1, 1, 1);
          try (TrainingRun run =
              Training.builder()
                  .environment(new ExternalEnvironment("Nothing", space, Space.discrete(2)))
                  .algorithm("dqn")
                  .start()) {
            System.out.println("trains");
          } catch (dev.rookery.RookeryException e) {
            System.out.println(e.getMessage());
          }
        }
      }
      """;

  private final MarkdownPage page = MarkdownPage.of("docs/using.md");

  @TempDir Path directory;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theShadedJarFindsAllPluginsAndActsWithoutPyTorch() throws Exception {
    writeProject();
    Path run = directory.resolve("run");
    InProcess.execute(
            ("train -a dqn -e CartPole-v1 --steps 200 --quiet --run-directory " + run).split(" "))
        .succeeded();
    Files.copy(run.resolve("policy.onnx"), directory.resolve("policy.onnx"));
    try (Distribution distribution = new Distribution(directory)) {
      build(distribution);
      Path jar = directory.resolve("target/application-1.0-SNAPSHOT.jar");
      try (JarFile file = new JarFile(jar.toFile())) {
        assertFalse(file.stream().anyMatch(entry -> entry.getName().endsWith("/libtorch_cpu.so")));
        assertTrue(file.stream().anyMatch(entry -> entry.getName().contains("/native/linux-x64/")));
      }
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-jar",
              jar.toString());
      CommandResult result = distribution.start(directory, command).result();
      assertEquals(0, result.status(), result::toString);
      List<String> lines = result.out().lines().toList();
      assertTrue(lines.containsAll(List.of("dqn", "ppo")), result::toString);
      assertTrue(lines.stream().anyMatch(line -> line.matches("action [01]")), result::toString);
      assertTrue(
          lines.get(lines.size() - 1).contains("PyTorch's native libraries for this machine"),
          result::toString);
    }
  }

  private void writeProject() throws Exception {
    String pom = block("xml", "<project");
    String exclusions =
        block("xml", "<exclusions>").replaceFirst("(?s).*(<exclusions>.*</exclusions>).*", "$1");
    String artifact = "(<artifactId>rookery-(?!bom)[a-z-]+</artifactId>)";
    Files.writeString(directory.resolve("pom.xml"), pom.replaceAll(artifact, "$1" + exclusions));
    Path source = directory.resolve("src/main/java/org/example/Main.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, MAIN.formatted(block("java", "Training.agent")));
  }

  private String block(String language, String part) {
    return page.blocks().stream()
        .filter(block -> block.language().equals(language) && block.text().contains(part))
        .map(CodeBlock::text)
        .findFirst()
        .orElseThrow();
  }

  private void build(Distribution distribution) throws Exception {
    ModuleRepository repository = new ModuleRepository(directory.resolve("repository"));
    repository.addPom("rookery-parent", ".");
    repository.addPom("rookery-bom", "bom");
    repository.addJar("rookery-api", "api");
    repository.addJar("rookery-core", "algorithms/core");
    repository.addJar("rookery-dqn", "algorithms/dqn");
    repository.addJar("rookery-ppo", "algorithms/ppo");
    repository.addJar("rookery-runtime", "runtime");
    repository.addJar("rookery-transport-local", "transport-local");
    List<String> command = new ArrayList<>();
    command.add(Repository.root().resolve("mvnw").toString());
    command.addAll(List.of("--batch-mode", "--no-transfer-progress", "package"));
    command.addAll(repository.options());
    CommandResult built = distribution.start(directory, command).result(Duration.ofSeconds(240));
    assertEquals(0, built.status(), built::toString);
  }
}
