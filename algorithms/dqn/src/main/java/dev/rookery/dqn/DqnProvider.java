package dev.rookery.dqn;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.core.settings.MinAtarSettings;
import dev.rookery.core.value.Exploration;
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
        actor -> Exploration.of(settings, settings.noisy()));
  }

  @Override
  public Map<String, Object> tunedFor(String environment) {
    return MinAtarSettings.isFor(environment) ? MinAtarSettings.tuned() : Map.of();
  }
}
