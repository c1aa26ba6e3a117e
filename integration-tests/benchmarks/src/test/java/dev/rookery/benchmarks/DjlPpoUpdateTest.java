package dev.rookery.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Learner;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.ppo.PpoConfig;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The baseline beside the learner. A minibatch is the whole round: its order does not matter. */
class DjlPpoUpdateTest {

  private static final PpoConfig CONFIG =
      PpoRound.config(PpoRound.SIZE).withMaximumGradientNorm(0.02);

  /** Both learners with the same parameters and the same steps. */
  private static final class Pair implements AutoCloseable {

    final PpoConfig config;
    final Algorithm algorithm;
    final ExperienceStore store;
    final Learner learner;
    final DjlPpoUpdate djl;

    Pair(PpoConfig config, double djlEpsilon) {
      this.config = config;
      TorchEngine.newManager().close();
      PpoRound round = new PpoRound(config);
      algorithm = PpoRound.algorithm(config);
      store = algorithm.createStore();
      learner = algorithm.createLearner(PpoRound.learner(), store);
      djl = new DjlPpoUpdate(config.withOptimizerEpsilon(djlEpsilon), round);
      djl.write(FloatBuffer.wrap(parameters()));
      round.feed(store);
    }

    float[] parameters() {
      ByteBuffer bytes = DirectBuffers.allocate(algorithm.parameterLayout().size(), Float.BYTES);
      learner.copyParameters(bytes);
      float[] parameters = new float[algorithm.parameterLayout().size()];
      bytes.flip().asFloatBuffer().get(parameters);
      return parameters;
    }

    float[] djlParameters() {
      float[] parameters = new float[algorithm.parameterLayout().size()];
      djl.read(FloatBuffer.wrap(parameters));
      return parameters;
    }

    /** Makes one update of each. */
    void update(String what) {
      learner.step();
      Map<String, Double> metrics = new HashMap<>();
      learner.report(metrics::put);
      double clipped = metrics.get("learner/clip_fraction");
      assertTrue(clipped > 0.1 && clipped < 0.9, what + ": clipped " + clipped);
      assertTrue(metrics.get("learner/gradient_norm") > config.maximumGradientNorm(), what);
      double loss =
          metrics.get("learner/policy_loss")
              + config.valueCoefficient() * metrics.get("learner/value_loss")
              - config.entropyCoefficient() * metrics.get("learner/entropy");
      assertEquals(loss, djl.update(), 3e-4, what);
    }

    @Override
    public void close() {
      djl.close();
      learner.close();
      store.close();
      algorithm.close();
    }
  }

  /**
   * Adam moves a parameter by the learning rate, whatever its gradient, unless epsilon is large as
   * here; then it is as plain as gradient descent. DJL adds epsilon before the bias correction, and
   * Rookery after it.
   */
  @Test
  void theFirstUpdateMovesTheSameParametersAsTheLearners() {
    double epsilon = 1;
    PpoConfig config =
        CONFIG.withOptimizerEpsilon(epsilon).withLearningRate(1).withFinalLearningRate(1);
    try (Pair pair = new Pair(config, epsilon * Math.sqrt(1 - 0.999))) {
      float[] before = pair.parameters();
      pair.update("first");
      float[] after = pair.parameters();
      double movedSquares = 0;
      for (int i = 0; i < before.length; i++) {
        movedSquares += Math.pow((double) after[i] - before[i], 2);
      }
      assertEquals(config.maximumGradientNorm(), Math.sqrt(movedSquares), 1e-3);
      assertArrayEquals(after, pair.djlParameters(), 1e-6f);
    }
  }

  @Test
  void laterUpdatesHaveTheSameLosses() {
    PpoConfig config =
        CONFIG.withOptimizerEpsilon(1e-9).withLearningRate(1e-3).withFinalLearningRate(1e-3);
    try (Pair pair = new Pair(config, 1e-9)) {
      for (int update = 0; update < 10; update++) {
        pair.update("update " + update);
      }
    }
  }
}
