package dev.rookery.rainbow;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.core.settings.MinAtarSettings;
import dev.rookery.core.value.CategoricalQ;
import dev.rookery.core.value.Explorations;
import dev.rookery.core.value.ScalarQ;
import dev.rookery.core.value.ValueAlgorithm;
import java.util.Map;

/** Offers Rainbow under the name {@code rainbow}. */
public final class RainbowProvider implements AlgorithmProvider<RainbowConfig> {

  static final String NAME = "rainbow";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Rainbow: double, dueling, noisy, prioritized, n-step and distributional, each a setting (Hessel et al. 2018)";
  }

  @Override
  public RainbowConfig defaultSettings() {
    return RainbowConfig.defaults();
  }

  @Override
  public Algorithm create(RainbowConfig settings, AlgorithmContext context) {
    return new ValueAlgorithm(
        settings,
        context,
        settings.distributional()
            ? new CategoricalQ(settings.atoms(), settings.vMin(), settings.vMax())
            : new ScalarQ(settings.huberKappa()),
        actor -> Explorations.of(settings, settings.noisy()));
  }

  @Override
  public Map<String, Object> tunedFor(String environment) {
    return MinAtarSettings.isFor(environment) ? MinAtarSettings.tuned() : Map.of();
  }
}
