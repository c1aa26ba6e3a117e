package dev.rookery.a3c;

import static java.util.Map.entry;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.core.workers.WorkerAlgorithm;
import java.util.Map;

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

  /**
   * Values of Pendulum are large, so their gradients leave the policy none under a small norm. With
   * noise of every step and tanh a part of the runs ends swinging up from one side alone.
   */
  @Override
  public Map<String, Object> tunedFor(String environment) {
    return environment.equals("Pendulum-v1")
        ? Map.ofEntries(
            entry("rolloutSteps", 8),
            entry("discount", 0.9),
            entry("gaeLambda", 0.9),
            entry("normalizeAdvantages", true),
            entry("entropyCoefficient", 0.0),
            entry("stateDependentNoise", true),
            entry("firstDeviation", 0.5),
            entry("activation", "relu"),
            entry("optimizer", "adam"),
            entry("learningRate", 1e-3),
            entry("maximumGradientNorm", 50.0))
        : Map.of();
  }
}
