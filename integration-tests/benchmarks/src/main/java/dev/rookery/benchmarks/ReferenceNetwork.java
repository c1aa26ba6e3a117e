package dev.rookery.benchmarks;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.dqn.DqnProvider;
import dev.rookery.environment.Environment;
import dev.rookery.envs.classic.CartPole;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** DQN on CartPole with a network of 4-256-256-2: what acting and learning are measured with. */
final class ReferenceNetwork {

  static final int OBSERVATION = 4;
  static final int HIDDEN = 256;
  static final int ACTIONS = 2;
  static final int BATCH = 64;
  static final int TARGET_UPDATE_INTERVAL = 100;
  static final double LEARNING_RATE = 5e-4;
  static final double DISCOUNT = 0.99;

  private ReferenceNetwork() {}

  /** Plain DQN; the options that cost time are off unless a benchmark switches them on. */
  static DqnConfig config() {
    return DqnConfig.defaults()
        .withDoubleQ(false)
        .withDueling(false)
        .withPrioritized(false)
        .withNStep(1)
        .withHuberKappa(1)
        .withMaximumGradientNorm(Double.POSITIVE_INFINITY)
        .withTargetUpdateInterval(TARGET_UPDATE_INTERVAL)
        .withAveragingUpdates(0)
        .withLearningRate(LEARNING_RATE)
        .withBatchSize(BATCH)
        .withDiscount(DISCOUNT);
  }

  static Environment environment() {
    return new CartPole(CartPole.Settings.defaults());
  }

  static Algorithm algorithm(DqnConfig config) {
    try (Environment sample = environment()) {
      return new DqnProvider()
          .create(
              config,
              new AlgorithmContext(
                  "CartPole-v1", sample.observationSpace(), sample.actionSpace(), 1));
    }
  }

  /** Some parameters, of the size that those of a trained network have. */
  static ParameterSnapshot parameters(Algorithm algorithm) {
    int size = algorithm.parameterLayout().size();
    ByteBuffer values = DirectBuffers.allocate(size, Float.BYTES);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < size; i++) {
      values.putFloat((float) random.nextDouble(-0.06, 0.06));
    }
    return new ParameterSnapshot(1, 0, 0, algorithm.parameterLayout().layoutHash(), values.flip());
  }
}
