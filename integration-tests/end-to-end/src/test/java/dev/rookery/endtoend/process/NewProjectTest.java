package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The projects of {@code rookery new}: built and tested with Maven, and used as plugins. */
@Timeout(900)
class NewProjectTest {

  private static final List<String> PROJECTS =
      List.of(
          "environment JavaWalk",
          "algorithm java-dqn",
          "environment KotlinWalk-v3 --kotlin",
          "algorithm kotlin-dqn --kotlin --package org.example.deep");

  /** A project of all of them, so that one Maven builds them. */
  private static final String ALL =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>org.example</groupId>
        <artifactId>all</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <modules>
          %s
        </modules>
      </project>
      """;

  @TempDir Path directory;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void projectsBuildPassTheirTestsAndTrain() throws Exception {
    StringBuilder modules = new StringBuilder();
    for (int i = 0; i < PROJECTS.size(); i++) {
      InProcess.run("new " + PROJECTS.get(i) + " --directory", directory.resolve("project" + i))
          .succeeded();
      modules.append("<module>project%s</module>".formatted(i));
    }
    Files.writeString(directory.resolve("pom.xml"), ALL.formatted(modules));
    try (Distribution distribution = new Distribution(directory)) {
      distribution.compileOnce();
      distribution.setVariable("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
      build(distribution);
      for (int i = 0; i < PROJECTS.size(); i++) {
        copy(directory.resolve("project" + i + "/target/plugins"), distribution.plugins());
      }
      String list = distribution.run("list --origin").succeeded().out();
      for (String name : List.of("JavaWalk-v0", "java-dqn", "KotlinWalk-v3", "kotlin-dqn")) {
        String place = distribution.plugins().toString();
        assertTrue(
            list.lines().anyMatch(line -> line.matches(" +" + name + " +\\Q" + place + "\\E.*")),
            list);
      }
      train(distribution, "-a java-dqn -e KotlinWalk-v3");
      train(distribution, "-a kotlin-dqn -e JavaWalk-v0");
      train(distribution, "-a ppo -e KotlinWalk-v3 --transport aeron --actor-processes 1");
    }
  }

  private void build(Distribution distribution) throws Exception {
    ModuleRepository repository = new ModuleRepository(directory.resolve("repository"));
    repository.addPom("rookery-parent", ".");
    repository.addPom("rookery-bom", "bom");
    repository.addJar("rookery-api", "api");
    repository.addJar("rookery-core", "algorithms/core");
    repository.addJar("rookery-testkit", "integration-tests/testkit");
    List<String> command = new ArrayList<>();
    command.add(Repository.root().resolve("mvnw").toString());
    command.addAll(List.of("--batch-mode", "--no-transfer-progress", "package"));
    command.addAll(repository.options());
    CommandResult built = distribution.start(directory, command).result();
    assertEquals(0, built.status(), built::toString);
    for (String test :
        List.of("JavaWalkTest", "JavaDqnLearnerTest", "KotlinWalkTest", "KotlinDqnLearnerTest")) {
      assertTrue(
          built.out().lines().anyMatch(l -> l.matches(".*Tests run: [1-9].*\\." + test)),
          built::toString);
    }
  }

  private void train(Distribution distribution, String words) throws Exception {
    CommandResult trained =
        distribution.run(
            "train " + words + " --steps 400 --quiet --json --set run.evaluationEpisodes=2",
            "--run-directory",
            directory.resolve("runs").resolve(words.replace(' ', '_')));
    assertTrue(trained.json().path("environmentSteps").asLong() >= 400, trained::toString);
    assertEquals(0, trained.status(), trained::toString);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
