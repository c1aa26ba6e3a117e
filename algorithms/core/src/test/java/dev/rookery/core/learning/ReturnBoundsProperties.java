package dev.rookery.core.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.core.replay.UniformReplayBuffer;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.environment.Space;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ReturnBoundsProperties {

  /** The rows are those of n steps each; the return goes on for ever. */
  @Property(tries = 300)
  void aReturnIsWithinTheBoundsOfItsOwnRows(
      @ForAll @DoubleRange(min = -10, max = 10) double mean,
      @ForAll @DoubleRange(min = 0, max = 5) double deviation,
      @ForAll @DoubleRange(min = 0.1, max = 0.97) double gamma,
      @ForAll @IntRange(min = 1, max = 5) int nStep,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ReturnBounds bounds = ReturnBounds.NONE;
    double total = 0;
    double discount = 1;
    for (int row = 0; row < 400; row++) {
      double reward = 0;
      double weight = 1;
      for (int k = 0; k < nStep; k++) {
        reward += weight * (mean + deviation * random.nextGaussian());
        weight *= gamma;
      }
      bounds = bounds.with((float) reward, (float) weight);
      total += discount * reward;
      discount *= weight;
    }
    double rounding = 1e-4 * (1 + bounds.highest() - bounds.lowest());
    assertTrue(bounds.lowest() <= 0 && bounds.highest() >= 0);
    assertTrue(total >= bounds.lowest() - rounding && total <= bounds.highest() + rounding);
  }

  @Property
  void aConstantRewardHasItsOwnReturnWhateverTheSteps(
      @ForAll @DoubleRange(min = 0.01, max = 10) double reward,
      @ForAll @DoubleRange(min = 0.1, max = 0.97) double gamma,
      @ForAll @IntRange(min = 1, max = 10) int nStep) {
    double last = Math.pow(gamma, nStep);
    float sum = (float) (reward * (1 - last) / (1 - gamma));
    double expected = reward / (1 - gamma);
    ReturnBounds positive = ReturnBounds.NONE.with(sum, (float) last);
    ReturnBounds negative = ReturnBounds.NONE.with(-sum, (float) last);
    assertEquals(expected, positive.highest(), 1e-4 * expected);
    assertEquals(0, positive.lowest());
    assertEquals(-expected, negative.lowest(), 1e-4 * expected);
    assertEquals(0, negative.highest());
  }

  @Property
  void rowsWithinTheBoundsChangeNothing(@ForAll @DoubleRange(min = -2, max = 2) double reward) {
    ReturnBounds bounds = new ReturnBounds(-4, 4);
    assertSame(bounds, bounds.with((float) reward, 0.5f));
  }

  @Example
  void withoutADiscountOnlyRewardsOfOneSignAreBounded() {
    ReturnBounds bounds = ReturnBounds.NONE.with(-1, 1).with(3, 0).with(0, 1);
    assertEquals(new ReturnBounds(Double.NEGATIVE_INFINITY, 3), bounds);
  }

  @Example
  void rewardsThatAreNotFiniteDoNotCount() {
    for (float reward : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertSame(ReturnBounds.NONE, ReturnBounds.NONE.with(reward, 0.5f));
    }
  }

  /** More rows than are read at a time, and more than replay keeps. */
  @Example
  void allRowsOfAReplayCount() {
    ExperienceSchema schema = TransitionSchema.of(Space.box(-1, 1, 1), Space.discrete(2));
    for (int extreme : new int[] {100, 355, 356, 699}) {
      try (UniformReplayBuffer replay = new UniformReplayBuffer(schema, 600)) {
        ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
        for (int i = 0; i < 700; i++) {
          float reward = i < 100 ? 1000 : i == extreme ? 7 : -1;
          row.putFloat(schema.offsetOf(TransitionSchema.REWARD), reward);
          row.putFloat(schema.offsetOf(TransitionSchema.DISCOUNT), 0.5f);
          replay.insert(row, 0, 1);
        }
        assertEquals(new ReturnBounds(-2, 14), ReturnBounds.of(replay));
      }
    }
  }
}
