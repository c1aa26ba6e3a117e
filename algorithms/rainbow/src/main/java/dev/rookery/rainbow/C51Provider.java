package dev.rookery.rainbow;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.core.settings.MinAtarSettings;
import dev.rookery.core.value.CategoricalQ;
import dev.rookery.core.value.Explorations;
import dev.rookery.core.value.ValueAlgorithm;
import java.util.Map;

/** Offers C51 under the name {@code c51}. */
public final class C51Provider implements AlgorithmProvider<C51Config> {

  static final String NAME = "c51";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Categorical DQN; double, dueling, noisy, prioritized, n-step (Bellemare et al. 2017)";
  }

  @Override
  public C51Config defaultSettings() {
    return C51Config.defaults();
  }

  @Override
  public Algorithm create(C51Config settings, AlgorithmContext context) {
    return new ValueAlgorithm(
        settings,
        context,
        new CategoricalQ(settings.atoms(), settings.vMin(), settings.vMax()),
        actor -> Explorations.of(settings, settings.noisy()));
  }

  @Override
  public Map<String, Object> tunedFor(String environment) {
    return MinAtarSettings.isFor(environment) ? MinAtarSettings.tuned() : Map.of();
  }
}
