package dev.rookery.apex;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import java.util.List;
import java.util.Map;

/** Offers Ape-X DQN under the name {@code ape-x}. */
public final class ApeXDqnProvider implements AlgorithmProvider {

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
  public Algorithm create(Record settings, AlgorithmContext context) {
    return new ApeXDqnAlgorithm((ApeXDqnConfig) settings, context);
  }

  @Override
  public Map<String, Object> tunedFor(String environment) {
    return switch (environment) {
      // A target that follows quickly learns in few steps; a learning rate that ends low keeps what
      // was learned to the end of the default 500,000 steps, which are 31,000 updates.
      case "CartPole-v1" ->
          Map.of(
              "hiddenLayers",
              List.of(128, 128),
              "learningRate",
              1e-3,
              "finalLearningRate",
              1e-5,
              "learningRateSteps",
              20_000,
              "replayCapacity",
              100_000,
              "learningStarts",
              1_000,
              "targetUpdateInterval",
              1,
              "targetUpdateStep",
              0.05);
      default -> Map.of();
    };
  }
}
