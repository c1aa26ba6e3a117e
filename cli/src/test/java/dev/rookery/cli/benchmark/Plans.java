package dev.rookery.cli.benchmark;

import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.Given;
import dev.rookery.runtime.plugins.Plugins;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans of small runs. */
final class Plans {

  private Plans() {}

  /** DQN on CartPole-v1 in a second. */
  static List<PlannedRun> small(List<Long> seeds, Map<String, Object> more) {
    Map<String, Given> run =
        new LinkedHashMap<>(
            Given.of(
                Map.of(
                    "steps", 600,
                    "evaluationInterval", 200,
                    "evaluationEpisodes", 3,
                    "metrics", List.of())));
    run.putAll(Given.of(more));
    return of(
        List.of("dqn"),
        List.of("CartPole-v1"),
        seeds,
        ConfigLayer.EMPTY
            .withAlgorithm(
                new Section(
                    null,
                    Given.of(
                        Map.of(
                            "hiddenLayers", List.of(16), "learningStarts", 100, "batchSize", 16))))
            .withRun(run));
  }

  static List<PlannedRun> of(
      List<String> algorithms, List<String> environments, List<Long> seeds, ConfigLayer chosen) {
    return BenchmarkPlan.of(Suite.CLASSIC, algorithms, environments, seeds, chosen, Plugins.find());
  }

  static List<PlannedRun> of(String algorithm, ConfigLayer chosen) {
    return of(List.of(algorithm), List.of("CartPole-v1"), List.of(1L), chosen);
  }
}
