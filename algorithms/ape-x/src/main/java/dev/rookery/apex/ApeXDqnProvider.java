package dev.rookery.apex;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import java.util.Map;

/** Offers Ape-X DQN under the name {@code ape-x}. */
public final class ApeXDqnProvider implements AlgorithmProvider<ApeXDqnConfig> {

  static final String NAME = "ape-x";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Ape-X DQN: many actors, each exploring at its own rate, give priorities to what one"
        + " learner draws (Horgan et al. 2018)";
  }

  @Override
  public ApeXDqnConfig defaultSettings() {
    return ApeXDqnConfig.defaults();
  }

  @Override
  public Algorithm create(ApeXDqnConfig settings, AlgorithmContext context) {
    return new ApeXDqnAlgorithm(settings, context);
  }

  @Override
  public Map<String, Object> tunedFor(String environment) {
    return switch (environment) {
      // More and smaller updates learn in fewer steps.
      case "CartPole-v1" -> Map.of("batchSize", 128, "learningStarts", 1_000);
      default -> Map.of();
    };
  }
}
