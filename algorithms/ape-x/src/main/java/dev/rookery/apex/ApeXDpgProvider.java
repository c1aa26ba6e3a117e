package dev.rookery.apex;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import java.util.Map;

/** Offers Ape-X DPG under the name {@code ape-x-dpg}. */
public final class ApeXDpgProvider implements AlgorithmProvider<ApeXDpgConfig> {

  static final String NAME = "ape-x-dpg";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Ape-X DPG: the deterministic policy gradient for continuous actions, with many actors (Horgan et al. 2018)";
  }

  @Override
  public ApeXDpgConfig defaultSettings() {
    return ApeXDpgConfig.defaults();
  }

  @Override
  public Algorithm create(ApeXDpgConfig settings, AlgorithmContext context) {
    return new ApeXDpgAlgorithm(settings, context);
  }

  /**
   * In MountainCarContinuous independent noise cancels out over the steps, and the car never
   * reaches the goal: the noise must be correlated.
   */
  @Override
  public Map<String, Object> tunedFor(String environment) {
    return switch (environment) {
      case "MountainCarContinuous-v0" -> Map.of("noiseCorrelation", 0.9);
      default -> Map.of();
    };
  }
}
