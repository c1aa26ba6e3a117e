package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code rookery new} writes and refuses; that it builds is tested end to end. */
class NewCommandTest {

  @TempDir Path directory;

  private Cli.Result make(String kind, String name, String... more) {
    return Cli.run(
        Stream.concat(
                Stream.of("new", kind, name, "--directory", directory.resolve("new").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private List<String> files() throws IOException {
    Path project = directory.resolve("new");
    try (Stream<Path> files = Files.walk(project)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> project.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void anEnvironmentHasThreeClassesWithTheirTests() throws IOException {
    String out = make("environment", "line-walk").succeeded().out();
    assertTrue(
        out.startsWith("Wrote a project for the environment LineWalk-v0, in Java, to "), out);
    assertEquals(
        List.of(
            ".gitignore",
            "README.md",
            "pom.xml",
            "src/main/java/com/example/linewalk/LineWalk.java",
            "src/main/java/com/example/linewalk/LineWalkProvider.java",
            "src/main/java/com/example/linewalk/LineWalkSettings.java",
            "src/main/resources/META-INF/services/dev.rookery.environment.EnvironmentProvider",
            "src/test/java/com/example/linewalk/LineWalkSettingsTest.java",
            "src/test/java/com/example/linewalk/LineWalkTest.java"),
        files());
    files().forEach(file -> assertTrue(out.contains("  " + file), out));
  }

  @Test
  void anAlgorithmInKotlinGoesIntoThePackageThatIsGiven() throws IOException {
    make("algorithm", "SeaDQN", "--kotlin", "--package", "org.sea").succeeded();
    assertEquals(
        List.of(
            ".gitignore",
            "README.md",
            "pom.xml",
            "src/main/kotlin/org/sea/LogCosh.kt",
            "src/main/kotlin/org/sea/SeaDQNConfig.kt",
            "src/main/kotlin/org/sea/SeaDQNProvider.kt",
            "src/main/kotlin/org/sea/SeaDQNQ.kt",
            "src/main/resources/META-INF/services/dev.rookery.algorithm.AlgorithmProvider",
            "src/test/kotlin/org/sea/LogCoshTest.kt",
            "src/test/kotlin/org/sea/SeaDQNConfigTest.kt",
            "src/test/kotlin/org/sea/SeaDQNLearnerTest.kt"),
        files());
    assertTrue(
        Files.readString(directory.resolve("new/src/main/kotlin/org/sea/SeaDQNProvider.kt"))
            .contains("const val NAME = \"sea-dqn\""));
  }

  @ParameterizedTest
  @CsvSource({"environment,", "environment,--kotlin", "algorithm,", "algorithm,--kotlin"})
  void noPlaceholderIsLeft(String kind, String option) throws IOException {
    make(kind, "some-name", option == null ? new String[0] : new String[] {option}).succeeded();
    for (String file : files()) {
      String text = Files.readString(directory.resolve("new").resolve(file));
      assertFalse(text.contains("{{"), file);
      assertTrue(text.endsWith("\n") && !text.endsWith("\n\n"), file);
    }
  }

  @Test
  void nothingIsWrittenWhereSomethingIs() throws IOException {
    Path project = Files.createDirectory(directory.resolve("new"));
    Path mine = Files.writeString(project.resolve("pom.xml"), "mine");
    make("environment", "Walk")
        .refused(project + " is not empty: choose another directory with --directory");
    assertEquals("mine", Files.readString(mine));
    assertEquals(List.of("pom.xml"), files());
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.writeString(directory.resolve("new"), "");
    make("environment", "Walk").refused(file + " is no directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1walk", "a b", "walk-", "w/alk", "walk!", "wälk", ""})
  void aNameThatNoClassCanHaveIsRefused(String name) {
    make("environment", name).refused("'%s' is no name for an environment".formatted(name));
    assertFalse(Files.exists(directory.resolve("new")));
  }

  @Test
  void anAlgorithmHasNoVersion() {
    make("algorithm", "dqn-v2").refused("'dqn-v2' is no name for an algorithm");
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    make("environment", "CartPole-v1")
        .refused("there is an environment CartPole-v1 already: choose another name");
    make("algorithm", "dqn").refused("there is an algorithm dqn already: choose another name");
  }

  @ParameterizedTest
  @CsvSource({
    "environment, space, Space",
    "environment, Record, Record",
    "environment, environment, Environment",
    "environment, int, Int",
    "algorithm, value, ValueConfig",
    "algorithm, algorithm, AlgorithmProvider"
  })
  void aClassIsNotCalledLikeOneThatItUses(String kind, String name, String className) {
    make(kind, name)
        .refused(
            "a class of the project would be named %s, like one that it uses".formatted(className));
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.new.walk", "org..walk", "org/walk", "Org.Walk", "org.fun.walk", ""})
  void aPackageThatCannotBeIsRefused(String packageName) {
    make("environment", "Walk", "--package", packageName)
        .refused("'%s' is no name for a package".formatted(packageName));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev.rookery", "dev.rookery.walk", "java.walk"})
  void aPackageOfOthersIsRefused(String packageName) {
    make("environment", "Walk", "--package", packageName)
        .refused("package %s lies in ".formatted(packageName));
  }

  @Test
  void withoutAKindItSaysWhichThereAre() {
    Cli.run("new").refused("say what: environment, algorithm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"environment", "algorithm"})
  void everyOptionSaysItsDefault(String kind) {
    String help = Cli.run("new", kind, "--help").succeeded().out();
    assertTrue(help.contains("Usage: rookery new " + kind), help);
    assertTrue(help.contains("Example"), help);
    assertEquals(help, Cli.run("new", "help", kind).succeeded().out());
    CommandLine command =
        Rookery.commandLine().getSubcommands().get("new").getSubcommands().get(kind);
    for (OptionSpec option : command.getCommandSpec().options()) {
      String description = String.join(" ", option.description());
      assertTrue(
          option.names()[0].length() == 2 || description.contains("(default: "), description);
    }
  }
}
