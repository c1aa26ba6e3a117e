package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.cli.benchmark.Suite;
import dev.rookery.cli.benchmark.SuiteEnvironment;
import dev.rookery.environment.Environment;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.EnvironmentFactory;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.roles.GreedyEpisodes;
import dev.rookery.testkit.environment.RandomPolicy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The suites' returns of random actions are the means over 1,000 episodes with uniformly random
 * actions, all with the seed 1.
 */
class RandomReturnsTest {

  private static final int EPISODES = 1000;

  static Stream<SuiteEnvironment> environments() {
    return Suite.all().stream().flatMap(suite -> suite.environments().stream());
  }

  @ParameterizedTest
  @MethodSource("environments")
  void randomActionsGetWhatTheSuiteSays(SuiteEnvironment environment) {
    EnvironmentFactory factory =
        ResolvedConfig.environments(
            ConfigLayer.EMPTY.withEnvironment(Section.of(environment.name(), Map.of())),
            Plugins.find());
    List<Environment> copies = factory.copies(GreedyEpisodes.environmentCount(EPISODES));
    try (GreedyEpisodes episodes =
        new GreedyEpisodes(
            environment.name(),
            copies,
            new RandomPolicy(copies.get(0).actionSpace(), 1),
            EPISODES,
            10_000)) {
      assertEquals(environment.scale().random(), episodes.play(1).meanReturn(), 0.005);
    }
  }
}
