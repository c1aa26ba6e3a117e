package dev.rookery.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.Given;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.SettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkPlanTest {

  @Test
  void everySeedComesWithAllEnvironmentsAndAlgorithmsBeforeTheNext() {
    List<PlannedRun> plan =
        Plans.of(
            List.of("dqn", "ape-x"),
            List.of("Acrobot-v1", "CartPole-v1"),
            List.of(3L, 1L),
            ConfigLayer.EMPTY);
    assertEquals(
        List.of(
            "Acrobot-v1-dqn-seed3",
            "Acrobot-v1-ape-x-seed3",
            "CartPole-v1-dqn-seed3",
            "CartPole-v1-ape-x-seed3",
            "Acrobot-v1-dqn-seed1",
            "Acrobot-v1-ape-x-seed1",
            "CartPole-v1-dqn-seed1",
            "CartPole-v1-ape-x-seed1"),
        plan.stream().map(PlannedRun::key).toList());
  }

  /** Every environment of every suite is there, and what it is measured by fits into a record. */
  @ParameterizedTest
  @CsvSource({"classic, dqn", "continuous, ppo", "minatar, dqn"})
  void aSuiteIsPlannedWithItsOwnSettingsAndThoseOfTheAlgorithm(String name, String algorithm) {
    Suite suite = Suite.named(name);
    List<PlannedRun> plan =
        BenchmarkPlan.of(
            suite, List.of(algorithm), List.of(), List.of(1L), ConfigLayer.EMPTY, Plugins.find());
    assertEquals(suite.environments().size(), plan.size());
    for (PlannedRun run : plan) {
      SuiteEnvironment environment = suite.environment(run.environment());
      assertEquals(environment.steps(), run.config().run().steps());
      assertEquals(environment.evaluationInterval(), run.config().run().evaluationInterval());
      assertEquals(environment.evaluationEpisodes(), run.config().run().evaluationEpisodes());
      assertTrue(environment.steps() / environment.evaluationInterval() <= 40);
      assertEquals(Map.of(), run.chosen());
      assertEquals(algorithm, run.label());
      ConfigLayer alone =
          ConfigLayer.EMPTY
              .withAlgorithm(Section.of(algorithm, Map.of()))
              .withEnvironment(Section.of(run.environment(), Map.of()));
      assertEquals(
          ResolvedConfig.of(alone, Plugins.find()).config().algorithm(), run.config().algorithm());
    }
  }

  @Test
  void whatWasChosenIsInTheNameTheFileAndTheCommand() {
    PlannedRun plain = Plans.of("dqn", ConfigLayer.EMPTY).get(0);
    PlannedRun chosen =
        Plans.of(
                "dqn",
                ConfigLayer.EMPTY
                    .withAlgorithm(
                        new Section(null, Given.of(Map.of("hiddenLayers", List.of(64, 32)))))
                    .withRun(Given.of(Map.of("steps", "1e5"))))
            .get(0);
    assertEquals(
        Map.of("algorithm.hiddenLayers", "[64, 32]", "run.steps", "100000"), chosen.chosen());
    assertEquals("dqn (hiddenLayers=[64, 32], run.steps=100000)", chosen.label());
    assertTrue(
        chosen
            .key()
            .matches("CartPole-v1-dqn-hiddenLayers=_64_32_run.steps=100000-\\p{XDigit}+-seed1"),
        chosen.key());
    assertNotEquals(plain.key(), chosen.key());
    assertEquals(
        "./rookery train --algorithm dqn --environment CartPole-v1 --seed 1 --steps 1e5"
            + " --set 'hiddenLayers=[64, 32]' --set run.evaluationInterval=5000"
            + " --set run.evaluationEpisodes=100",
        chosen.command());
  }

  @Test
  void anotherTransportIsInTheNameTheFileAndTheCommand() {
    PlannedRun run =
        Plans.of(
                "dqn",
                ConfigLayer.EMPTY
                    .withTransport(Section.of("aeron", Map.of()))
                    .withRun(Given.of(Map.of("actorProcesses", 2))))
            .get(0);
    assertEquals("dqn (run.actorProcesses=2, transport=aeron)", run.label());
    assertTrue(run.key().contains("transport=aeron"), run.key());
    assertEquals(
        "./rookery train --algorithm dqn --environment CartPole-v1 --seed 1 --steps 200000"
            + " --transport aeron --set run.evaluationInterval=5000"
            + " --set run.evaluationEpisodes=100 --set run.actorProcesses=2",
        run.command());
  }

  @Test
  void settingsOfTheSameLettersHaveDifferentFiles() {
    List<String> keys =
        List.of("[1, 2]", "[1; 2]").stream()
            .map(value -> Map.of("algorithm.x", value))
            .map(
                settings ->
                    new PlannedRun(
                        "s", settings, Plans.of("dqn", ConfigLayer.EMPTY).get(0).config(), ""))
            .map(PlannedRun::key)
            .toList();
    assertNotEquals(keys.get(0), keys.get(1));
  }

  @Test
  void theSuitesOwnStepsAreNoChoice() {
    ConfigLayer same = ConfigLayer.EMPTY.withRun(Given.of(Map.of("steps", "200_000")));
    assertEquals(
        Plans.of("dqn", ConfigLayer.EMPTY).get(0).key(), Plans.of("dqn", same).get(0).key());
  }

  @Test
  void wrongNamesAndSettingsAreRefused() {
    refused(
        "unknown environment of the suite classic 'Acrobot'; did you mean 'Acrobot-v1'?",
        List.of("dqn"),
        List.of("Acrobot"),
        Map.of());
    refused("unknown algorithm 'dqm'; did you mean 'dqn'?", List.of("dqm"), List.of(), Map.of());
    refused("the algorithm dqn is named twice", List.of("dqn", "dqn"), List.of(), Map.of());
    refused(
        "the environment Acrobot-v1 is named twice",
        List.of("dqn"),
        List.of("Acrobot-v1", "Acrobot-v1"),
        Map.of());
    refused("choose --seeds", List.of("dqn"), List.of(), Map.of("seed", 2));
    refused("unknown setting 'step'", List.of("dqn"), List.of(), Map.of("step", 2));
    assertTrue(
        assertThrows(SettingsException.class, () -> Suite.named("clasic"))
            .getMessage()
            .startsWith("unknown suite 'clasic'; did you mean 'classic'?"));
  }

  private static void refused(
      String reason, List<String> algorithms, List<String> environments, Map<String, Object> run) {
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () ->
                Plans.of(
                    algorithms,
                    environments,
                    List.of(1L),
                    ConfigLayer.EMPTY.withRun(Given.of(run))));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }
}
