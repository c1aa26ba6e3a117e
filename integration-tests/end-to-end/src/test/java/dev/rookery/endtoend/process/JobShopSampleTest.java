package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The project {@code samples/kalasim-job-shop}, built with Maven as it stands, with its tests. */
@Timeout(600)
class JobShopSampleTest {

  private static final Path SAMPLE = Repository.root().resolve("samples/kalasim-job-shop");

  private static final Duration LIMIT = Duration.ofSeconds(540);

  @TempDir Path directory;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theSampleBuildsAndItsPolicyBeatsTheRulesThatItsTestNames() throws Exception {
    Path project = Files.createDirectory(directory.resolve("project"));
    Files.copy(SAMPLE.resolve("pom.xml"), project.resolve("pom.xml"));
    copySources(project);
    ModuleRepository repository = new ModuleRepository(directory.resolve("repository"));
    repository.addPom("rookery-parent", ".");
    repository.addPom("rookery-bom", "bom");
    repository.addJar("rookery-api", "api");
    repository.addJar("rookery-core", "algorithms/core");
    repository.addJar("rookery-ppo", "algorithms/ppo");
    repository.addJar("rookery-runtime", "runtime");
    repository.addJar("rookery-transport-local", "transport-local");
    try (Distribution distribution = new Distribution(directory)) {
      List<String> command = new ArrayList<>();
      command.add(Repository.root().resolve("mvnw").toString());
      command.addAll(List.of("--batch-mode", "--no-transfer-progress", "package"));
      command.addAll(repository.options());
      CommandResult built = distribution.start(project, command).result(LIMIT);
      assertEquals(0, built.status(), built::toString);
      for (String test : List.of("JobShopTest", "LearningTest")) {
        assertTrue(
            built.out().lines().anyMatch(l -> l.matches(".*Tests run: [1-9].*\\." + test)),
            built::toString);
      }
    }
  }

  private static void copySources(Path project) throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLE.resolve("src"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = project.resolve(SAMPLE.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
