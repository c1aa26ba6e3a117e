package dev.rookery.core.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.environment.DictSpace;
import dev.rookery.environment.Space;
import dev.rookery.experience.StoreWriter;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ObservationMomentsTest {

  private static final int STEPS = 5;
  private static final DictSpace OBSERVATIONS =
      Space.dict("image", Space.image(5, 5, 1, 255))
          .and("speed", Space.box(-100, 100, 2))
          .and("gear", Space.discrete(3));

  private final SplittableRandom random = new SplittableRandom(5);
  private final double[] sum = new double[2];
  private final double[] squares = new double[2];
  private int count;

  /** Only boxes that are no images: neither the picture nor the choice. */
  @Test
  void constantsAreThoseOfAllObservationsSoFarAlsoAfterASave() {
    try (SmallPolicy algorithm =
            SmallPolicy.of(OBSERVATIONS, Space.discrete(2), false, false, true, STEPS);
        TrainableNetwork network = new TrainableNetwork(algorithm.network().spec().build(), true)) {
      ObservationMoments moments = new ObservationMoments(algorithm.network());
      RolloutStore store = (RolloutStore) algorithm.createStore();
      Rollout rollout = algorithm.createRollout();
      for (int round = 0; round < 4; round++) {
        for (int segment = 0; segment < 3; segment++) {
          insert(store);
        }
        rollout.take(store);
        if (round == 2) {
          MemoryState state = new MemoryState();
          moments.save(state);
          moments = new ObservationMoments(algorithm.network());
          moments.load(state);
        }
        moments.update(rollout, network.arena());
        float[] mean = network.arena().readConstant("observation.speed_normalization.mean");
        float[] scale = network.arena().readConstant("observation.speed_normalization.scale");
        for (int j = 0; j < 2; j++) {
          double expected = sum[j] / count;
          double deviation = Math.sqrt(squares[j] / count - expected * expected);
          assertEquals(expected, mean[j], 1e-4);
          assertEquals(1 / deviation, scale[j], 1e-4);
        }
      }
      assertEquals(
          2, algorithm.parameterLayout().entries().stream().filter(e -> !e.trained()).count());
    }
  }

  /** A number that is always the same must not become infinite. */
  @Test
  void whatNeverChangesIsZero() {
    try (SmallPolicy algorithm =
            SmallPolicy.of(Space.box(-9, 9, 1), Space.discrete(2), false, false, true, STEPS);
        TrainableNetwork network = new TrainableNetwork(algorithm.network().spec().build(), true)) {
      RolloutStore store = (RolloutStore) algorithm.createStore();
      StoreWriter rows = new StoreWriter(store);
      ByteBuffer row = rows.buffer();
      for (int t = 0; t < STEPS; t++) {
        row.putFloat(t * Float.BYTES, 7);
      }
      rows.endRow();
      Rollout rollout = algorithm.createRollout();
      rollout.take(store);
      new ObservationMoments(algorithm.network()).update(rollout, network.arena());
      assertArrayEquals(
          new float[] {7}, network.arena().readConstant("observation_normalization.mean"));
      assertArrayEquals(
          new float[] {1e4f}, network.arena().readConstant("observation_normalization.scale"));
    }
  }

  private void insert(RolloutStore store) {
    StoreWriter rows = new StoreWriter(store);
    ByteBuffer row = rows.buffer();
    int offset = store.schema().offsetOf("observation.speed");
    for (int t = 0; t < STEPS; t++) {
      count++;
      for (int j = 0; j < 2; j++) {
        float x = (float) random.nextDouble(-50, 90);
        row.putFloat(offset + (2 * t + j) * Float.BYTES, x);
        sum[j] += x;
        squares[j] += (double) x * x;
      }
    }
    rows.endRow();
  }
}
