package dev.rookery.dqn;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.core.settings.MinAtarSettings;
import dev.rookery.core.value.Explorations;
import dev.rookery.core.value.ScalarQ;
import dev.rookery.core.value.ValueAlgorithm;
import java.util.Map;

/** Offers DQN under the name {@code dqn}. */
public final class DqnProvider implements AlgorithmProvider<DqnConfig> {

  static final String NAME = "dqn";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Deep Q-network; double, dueling, noisy, prioritized, n-step (Mnih et al. 2015)";
  }

  @Override
  public DqnConfig defaultSettings() {
    return DqnConfig.defaults();
  }

  @Override
  public Algorithm create(DqnConfig settings, AlgorithmContext context) {
    return new ValueAlgorithm(
        settings,
        context,
        new ScalarQ(settings.huberKappa()),
        actor -> Explorations.of(settings, settings.noisy()));
  }

  /** LunarLander learns from a batch for every step and explores longer, as rl-zoo3 has it. */
  @Override
  public Map<String, Object> tunedFor(String environment) {
    if (environment.equals("LunarLander-v3")) {
      return Map.of(
          "learningRate",
          6.3e-4,
          "replayCapacity",
          50_000,
          "learningStarts",
          128,
          "samplesPerInsert",
          128.0,
          "targetUpdateInterval",
          250,
          "epsilonEnd",
          0.1,
          "epsilonSteps",
          12_000L);
    }
    return MinAtarSettings.isFor(environment) ? MinAtarSettings.tuned() : Map.of();
  }
}
