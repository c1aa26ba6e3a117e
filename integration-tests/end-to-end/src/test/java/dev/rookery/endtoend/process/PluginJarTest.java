package dev.rookery.endtoend.process;

import static dev.rookery.endtoend.process.CommandResult.FAILED;
import static dev.rookery.endtoend.process.CommandResult.USAGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Environments in jars that somebody dropped into the directory of plugins. */
@Timeout(600)
class PluginJarTest {

  /** Reward 1 for naming the sign of a number. */
  private static final String SIGN =
      """
      package plugin;

      import dev.rookery.environment.*;

      public final class Sign implements Environment {
        private float number;

        public Space observationSpace() {
          return Space.box(-1, 1, 1);
        }

        public Space actionSpace() {
          return Space.discrete(2);
        }

        public void reset(long seed, Observation observation) {
          number = seed % 2 == 0 ? 1 : -1;
          observation.set(0, number);
        }

        public void step(Action action, Step step) {
          step.reward((action.asInt() == 1) == (number > 0) ? 1 : 0);
          step.terminated(true);
          step.observation().set(0, number);
        }

        public static final class Provider implements EnvironmentProvider {
          public String name() {
            return "Sign-v0";
          }

          public String description() {
            return "name the sign";
          }

          public Environment create(Record settings) {
            return new Sign();
          }
        }
      }
      """;

  @TempDir Path directory;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anEnvironmentFromAJarIsListedLearnedAndEvaluated() throws Exception {
    try (Distribution distribution = new Distribution(directory)) {
      sign(distribution.plugins().resolve("sign.jar"));
      Path run = directory.resolve("run");
      CommandResult trained =
          distribution.run(
              "train -a dqn -e Sign-v0 --steps 20000 --stop-at-return 1 --quiet --json"
                  + " --set learningStarts=64 --set hiddenLayers=16 --set epsilonSteps=1000"
                  + " --set run.evaluationInterval=500 --run-directory",
              run);
      assertEquals("return-reached", trained.succeeded().json().path("stoppedBecause").asText());
      assertEquals(
          1,
          InProcess.runWithPlugins(
                  distribution.plugins(), "evaluate --json", run.resolve("policy.onnx"))
              .succeeded()
              .json()
              .path("meanReturn")
              .asDouble());
      assertTrue(
          InProcess.runWithPlugins(distribution.plugins(), "list")
              .succeeded()
              .out()
              .lines()
              .anyMatch(line -> line.matches(" +Sign-v0 +name the sign")));
      assertTrue(
          InProcess.runWithPlugins(distribution.plugins(), "list --origin")
              .succeeded()
              .out()
              .lines()
              .anyMatch(
                  line -> line.matches(" +Sign-v0 +\\Q" + distribution.plugins() + "\\E.*\\.jar")));
    }
  }

  @Test
  void aProviderThatIsNotInItsJarIsNamedAndHindersNobody() throws IOException {
    Path plugins = Files.createDirectory(directory.resolve("plugins"));
    Path jar = plugins.resolve("forgotten.jar");
    PluginJar.write(jar, "plugin.Empty", "package plugin; class Empty {}", "plugin.Forgotten");
    String problem = "plugin plugin.Forgotten in %s cannot be loaded: ".formatted(jar);
    CommandResult list = InProcess.runWithPlugins(plugins, "list");
    assertEquals(0, list.status());
    assertTrue(list.out().contains("CartPole-v1"), list::toString);
    assertTrue(list.err().startsWith("rookery: " + problem), list::toString);
    InProcess.runWithPlugins(
            plugins,
            "train -a dqn -e CartPole-v1 --steps 300 --quiet --set run.evaluationEpisodes=1"
                + " --set hiddenLayers=8 --set learningStarts=100 --run-directory",
            directory.resolve("run"))
        .succeeded();
    CommandResult unknown =
        InProcess.runWithPlugins(plugins, "train -a dqn -e Forgotten-v0 --print-config");
    unknown.refused(USAGE, "unknown environment 'Forgotten-v0'");
    assertTrue(
        unknown.err().contains("; directories of plugins: %s (forgotten.jar)".formatted(plugins)),
        unknown::toString);
    assertTrue(unknown.err().contains("; left out: " + problem), unknown::toString);
  }

  @Test
  void twoJarsThatOfferTheSameNameAreBothNamed() throws IOException {
    Path first = directory.resolve("first.jar");
    Path second = directory.resolve("second.jar");
    sign(first);
    PluginJar.write(
        second,
        "plugin2.Sign",
        SIGN.replace("package plugin;", "package plugin2;"),
        "plugin2.Sign$Provider");
    InProcess.runWithPlugins(directory, "train -a dqn -e Sign-v0")
        .refused(
            FAILED,
            ("two plugins of kind environment are named 'Sign-v0': plugin.Sign$Provider in %s and"
                    + " plugin2.Sign$Provider in %s; remove or rename all but one")
                .formatted(first, second));
    InProcess.runWithPlugins(directory, "train -a dqn -e CartPole-v1 --print-config").succeeded();
  }

  @Test
  void aFileThatIsNoJarIsNamedAndHindersNobody() throws IOException {
    Path jar = Files.writeString(directory.resolve("broken.jar"), "no jar");
    CommandResult result = InProcess.runWithPlugins(directory, "describe dqn");
    assertEquals(0, result.status());
    assertTrue(result.out().startsWith("algorithm dqn: "), result::toString);
    assertEquals(1, result.err().lines().count());
    assertTrue(
        result.err().startsWith("rookery: plugin jar %s cannot be loaded: ".formatted(jar)),
        result::toString);
  }

  /** The library is in a jar of its own, in a folder with the plugin's. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void actorProcessesUseThePluginsOfTheirRunWithTheirLibraries() throws Exception {
    try (Distribution distribution = new Distribution(directory)) {
      distribution.compileOnce();
      for (int version = 1; version <= 2; version++) {
        Path folder = Files.createDirectory(distribution.plugins().resolve("sign" + version));
        String library =
            "package library; public class Reward { public static double of() { return %s; }}"
                .formatted(version);
        String sign =
            SIGN.replace("Sign-v0", "Sign-v" + version)
                .replace("? 1 : 0);", "? library.Reward.of() : 0);");
        Path both = directory.resolve("both" + version + ".jar");
        PluginJar.write(
            both, Map.of("plugin.Sign", sign, "library.Reward", library), "plugin.Sign$Provider");
        PluginJar.split(both, "library/", folder.resolve("plugin.jar"), folder.resolve("lib.jar"));
      }
      for (int version = 1; version <= 2; version++) {
        CommandResult trained =
            distribution.run(
                ("train -a dqn -e Sign-v%s --steps 3000 --quiet --json --transport aeron"
                        + " --actor-processes 1 --set learningStarts=64 --set hiddenLayers=16"
                        + " --set epsilonSteps=1000 --run-directory")
                    .formatted(version),
                directory.resolve("run" + version));
        double best = trained.succeeded().json().path("evaluation").path("meanReturn").asDouble();
        assertEquals(version, best, 0.2);
      }
    }
  }

  @Test
  void aStepThatNeedsAnotherApiNamesThePluginAndBothVersions() throws IOException {
    Path fit = Files.createDirectory(directory.resolve("fit"));
    Path unfit = Files.createDirectory(directory.resolve("unfit"));
    sign(fit.resolve("sign.jar"));
    PluginJar.write(
        unfit.resolve("sign.jar"),
        Map.of(
            "plugin.Sign",
            SIGN.replace("step.terminated(true)", "dev.rookery.settings.NoSettings.soon()"),
            "dev.rookery.settings.NoSettings",
            "package dev.rookery.settings; public class NoSettings { public static void soon() {}}"),
        "plugin.Sign$Provider");
    String train =
        "train -a dqn -e Sign-v0 --steps 300 --quiet --set run.evaluationEpisodes=1"
            + " --set hiddenLayers=8 --set learningStarts=100 --run-directory";
    Path run = directory.resolve("run");
    InProcess.runWithPlugins(fit, train, run).succeeded();
    for (CommandResult failed :
        List.of(
            InProcess.runWithPlugins(unfit, train, directory.resolve("failing")),
            InProcess.runWithPlugins(unfit, "evaluate", run))) {
      failed.refused(FAILED, "environment Sign-v0");
      assertTrue(failed.err().contains("NoSuchMethodError"), failed::toString);
      assertTrue(
          failed
              .err()
              .contains(
                  "; plugin %s was built for a Rookery that it does not name, and this is Rookery "
                      .formatted(unfit.resolve("sign.jar"))),
          failed::toString);
    }
  }

  private static void sign(Path jar) throws IOException {
    PluginJar.write(jar, "plugin.Sign", SIGN, "plugin.Sign$Provider");
  }
}
