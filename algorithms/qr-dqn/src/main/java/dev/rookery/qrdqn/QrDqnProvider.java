package dev.rookery.qrdqn;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.core.settings.MinAtarSettings;
import dev.rookery.core.value.Explorations;
import dev.rookery.core.value.QuantileQ;
import dev.rookery.core.value.ValueAlgorithm;
import java.util.Map;

/** Offers QR-DQN under the name {@code qr-dqn}. */
public final class QrDqnProvider implements AlgorithmProvider<QrDqnConfig> {

  static final String NAME = "qr-dqn";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Quantile regression DQN; double, dueling, noisy, prioritized, n-step (Dabney et al. 2018)";
  }

  @Override
  public QrDqnConfig defaultSettings() {
    return QrDqnConfig.defaults();
  }

  @Override
  public Algorithm create(QrDqnConfig settings, AlgorithmContext context) {
    return new ValueAlgorithm(
        settings,
        context,
        new QuantileQ(settings.quantiles(), settings.quantileKappa()),
        actor -> Explorations.of(settings, settings.noisy()));
  }

  @Override
  public Map<String, Object> tunedFor(String environment) {
    return MinAtarSettings.isFor(environment) ? MinAtarSettings.tuned() : Map.of();
  }
}
