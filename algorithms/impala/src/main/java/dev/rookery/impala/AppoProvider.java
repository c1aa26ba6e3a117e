package dev.rookery.impala;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;

/** Offers APPO under the name {@code appo}. */
public final class AppoProvider implements AlgorithmProvider<AppoConfig> {

  static final String NAME = "appo";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Asynchronous PPO: its clipped loss on V-trace's targets; actors never wait";
  }

  @Override
  public AppoConfig defaultSettings() {
    return AppoConfig.defaults();
  }

  @Override
  public Algorithm create(AppoConfig settings, AlgorithmContext context) {
    return new VTraceAlgorithm(settings, context, settings.clip());
  }
}
