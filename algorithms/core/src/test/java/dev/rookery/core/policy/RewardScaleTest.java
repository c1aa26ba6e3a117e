package dev.rookery.core.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.StoreWriter;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RewardScaleTest {

  private static final int STEPS = 5;
  private static final Space OBSERVATIONS = Space.box(-1, 1, 1);

  private final SplittableRandom random = new SplittableRandom(4);

  /** Episodes of 8 and of 6 steps in segments of 5: sums go on from segment to segment. */
  @Test
  void runningReturnsGoOnAcrossSegmentsAndBeginAnewWithEpisodes() {
    try (SmallPolicy algorithm =
        SmallPolicy.withNormalizedRewards(OBSERVATIONS, Space.discrete(2), STEPS)) {
      SegmentWriter writer =
          new SegmentWriter(
              algorithm.experienceSchema(),
              OBSERVATIONS,
              algorithm.actions().distribution(),
              2,
              STEPS,
              SmallPolicy.DISCOUNT);
      var rows = new PolicyAlgorithmProperties.Rows(algorithm.experienceSchema());
      VectorStep step = new VectorStep(2, OBSERVATIONS);
      double[] sums = new double[2];
      float[][] expected = new float[2][4 * STEPS];
      for (int t = 0; t < 4 * STEPS; t++) {
        writer.begin(
            step, FloatBuffer.allocate(2), FloatBuffer.allocate(4), FloatBuffer.allocate(2));
        step.terminated()[0] = t % 8 == 7;
        step.truncated()[1] = t % 6 == 5;
        for (int k = 0; k < 2; k++) {
          step.rewards()[k] = (float) random.nextDouble(-1, 2);
          sums[k] = step.rewards()[k] + SmallPolicy.DISCOUNT * sums[k];
          expected[k][t] = (float) sums[k];
          sums[k] = step.ended(k) ? 0 : sums[k];
        }
        writer.complete(step, FloatBuffer.allocate(2), rows);
      }
      for (int row = 0; row < 8; row++) {
        float[] written = rows.floats(row, SegmentSchema.RUNNING_RETURN);
        for (int t = 0; t < STEPS; t++) {
          assertEquals(expected[row % 2][row / 2 * STEPS + t], written[t], 1e-5);
        }
      }
    }
  }

  /** The mean stays: rewards keep their sign. */
  @Test
  void rewardsAreDividedByTheDeviationOfAllReturnsSoFarAlsoAfterASave() {
    try (SmallPolicy algorithm =
        SmallPolicy.withNormalizedRewards(OBSERVATIONS, Space.discrete(2), STEPS)) {
      RolloutStore store = (RolloutStore) algorithm.createStore();
      Rollout rollout = algorithm.createRollout();
      RewardScale scale = new RewardScale();
      assertEquals(1, scale.scale());
      List<Double> returns = new ArrayList<>();
      for (int round = 0; round < 4; round++) {
        float[] rewards = insert(store, returns);
        rollout.take(store);
        assertArrayEquals(rewards, rollout.rewards());
        if (round == 2) {
          MemoryState state = new MemoryState();
          scale.save(state);
          scale = new RewardScale();
          scale.load(state);
        }
        scale.apply(rollout);
        double mean = returns.stream().mapToDouble(x -> x).average().orElseThrow();
        double variance =
            returns.stream().mapToDouble(x -> (x - mean) * (x - mean)).average().orElseThrow();
        for (int t = 0; t < STEPS; t++) {
          assertEquals(rewards[t] / Math.sqrt(variance), rollout.rewards()[t], 1e-5);
        }
      }
    }
  }

  @Test
  void rewardsThatNeverChangeStayFinite() {
    try (SmallPolicy algorithm =
        SmallPolicy.withNormalizedRewards(OBSERVATIONS, Space.discrete(2), STEPS)) {
      RolloutStore store = (RolloutStore) algorithm.createStore();
      StoreWriter rows = new StoreWriter(store);
      ByteBuffer row = rows.buffer();
      row.putFloat(store.schema().offsetOf(SegmentSchema.REWARD), -3);
      rows.endRow();
      Rollout rollout = algorithm.createRollout();
      rollout.take(store);
      new RewardScale().apply(rollout);
      assertArrayEquals(new float[] {-10, 0, 0, 0, 0}, rollout.rewards());
    }
  }

  @Test
  void rowsHaveNoReturnsWhereRewardsAreLeftAlone() {
    try (SmallPolicy algorithm =
        SmallPolicy.of(OBSERVATIONS, Space.discrete(2), false, false, true, STEPS)) {
      assertFalse(algorithm.experienceSchema().has(SegmentSchema.RUNNING_RETURN));
    }
  }

  private float[] insert(RolloutStore store, List<Double> returns) {
    StoreWriter rows = new StoreWriter(store);
    ByteBuffer row = rows.buffer();
    float[] rewards = new float[STEPS];
    for (int t = 0; t < STEPS; t++) {
      int at = t * Float.BYTES;
      rewards[t] = (float) random.nextDouble(-2, 3);
      float running = (float) random.nextDouble(50, 60);
      row.putFloat(store.schema().offsetOf(SegmentSchema.REWARD) + at, rewards[t]);
      row.putFloat(store.schema().offsetOf(SegmentSchema.RUNNING_RETURN) + at, running);
      returns.add((double) running);
    }
    rows.endRow();
    return rewards;
  }
}
