package dev.rookery.iqn;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.core.settings.MinAtarSettings;
import dev.rookery.core.value.Explorations;
import dev.rookery.core.value.ImplicitQuantileQ;
import dev.rookery.core.value.ValueAlgorithm;
import java.util.Map;

/** Offers IQN under the name {@code iqn}. */
public final class IqnProvider implements AlgorithmProvider<IqnConfig> {

  static final String NAME = "iqn";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Implicit quantile network; risk measures, double, dueling, noisy, prioritized, n-step (Dabney et al. 2018)";
  }

  @Override
  public IqnConfig defaultSettings() {
    return IqnConfig.defaults();
  }

  @Override
  public Algorithm create(IqnConfig settings, AlgorithmContext context) {
    return new ValueAlgorithm(
        settings,
        context,
        new ImplicitQuantileQ(
            settings.samples(),
            settings.targetSamples(),
            settings.actingSamples(),
            settings.cosines(),
            settings.quantileKappa(),
            settings.risk()),
        actor -> Explorations.of(settings, settings.noisy()));
  }

  @Override
  public Map<String, Object> tunedFor(String environment) {
    return MinAtarSettings.isFor(environment) ? MinAtarSettings.tuned() : Map.of();
  }
}
