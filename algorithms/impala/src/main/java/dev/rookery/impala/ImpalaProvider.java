package dev.rookery.impala;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;

/** Offers IMPALA under the name {@code impala}. */
public final class ImpalaProvider implements AlgorithmProvider<ImpalaConfig> {

  static final String NAME = "impala";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Actor-critic whose actors never wait, corrected by V-trace (Espeholt et al. 2018)";
  }

  @Override
  public ImpalaConfig defaultSettings() {
    return ImpalaConfig.defaults();
  }

  @Override
  public Algorithm create(ImpalaConfig settings, AlgorithmContext context) {
    return new VTraceAlgorithm(settings, context, Double.POSITIVE_INFINITY);
  }
}
