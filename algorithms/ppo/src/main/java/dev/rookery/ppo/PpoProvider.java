package dev.rookery.ppo;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import java.util.Map;

/** Offers PPO under the name {@code ppo}. */
public final class PpoProvider implements AlgorithmProvider<PpoConfig> {

  static final String NAME = "ppo";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Proximal policy optimization, for discrete and continuous actions (Schulman et al. 2017)";
  }

  @Override
  public PpoConfig defaultSettings() {
    return PpoConfig.defaults();
  }

  @Override
  public Algorithm create(PpoConfig settings, AlgorithmContext context) {
    return new PpoAlgorithm(settings, context);
  }

  /**
   * In MountainCarContinuous every push costs, so a policy that does not find the goal soon learns
   * not to push. Large noise finds it. LunarLander learns in the long rounds and small minibatches
   * of rl-zoo3.
   */
  @Override
  public Map<String, Object> tunedFor(String environment) {
    return switch (environment) {
      case "CartPole-v1" ->
          Map.of(
              "stepsPerRound",
              32,
              "minibatchSize",
              256,
              "epochs",
              20,
              "learningRate",
              1e-3,
              "discount",
              0.98,
              "gaeLambda",
              0.8);
      case "Pendulum-v1" ->
          Map.of(
              "stepsPerRound",
              256,
              "minibatchSize",
              128,
              "learningRate",
              1e-3,
              "discount",
              0.9,
              "normalizeRewards",
              true);
      case "LunarLander-v3" ->
          Map.of(
              "stepsPerRound",
              1024,
              "minibatchSize",
              64,
              "epochs",
              4,
              "discount",
              0.999,
              "gaeLambda",
              0.98,
              "entropyCoefficient",
              0.01);
      case "MountainCarContinuous-v0" ->
          Map.ofEntries(
              Map.entry("stepsPerRound", 64),
              Map.entry("minibatchSize", 128),
              Map.entry("discount", 0.9999),
              Map.entry("gaeLambda", 0.9),
              Map.entry("clip", 0.1),
              Map.entry("valueCoefficient", 0.19),
              Map.entry("entropyCoefficient", 0.00429),
              Map.entry("normalizeObservations", true),
              Map.entry("normalizeRewards", true),
              Map.entry("stateDependentNoise", true),
              Map.entry("noiseInterval", 64),
              Map.entry("firstDeviation", 2.0),
              Map.entry("maximumGradientNorm", 5.0));
      default -> Map.of();
    };
  }
}
