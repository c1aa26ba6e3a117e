package dev.rookery.a3c;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.core.workers.WorkerAlgorithm;

/** Offers A3C under the name {@code a3c}. */
public final class A3cProvider implements AlgorithmProvider<A3cConfig> {

  static final String NAME = "a3c";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Actor-critic workers that share gradients or weights; A2C, Gorila (Mnih et al. 2016)";
  }

  @Override
  public A3cConfig defaultSettings() {
    return A3cConfig.defaults();
  }

  @Override
  public Algorithm create(A3cConfig settings, AlgorithmContext context) {
    return new WorkerAlgorithm(
        new ActorCriticAlgorithm(settings, context),
        settings,
        settings,
        settings.rolloutSteps(),
        Integer.MAX_VALUE);
  }
}
