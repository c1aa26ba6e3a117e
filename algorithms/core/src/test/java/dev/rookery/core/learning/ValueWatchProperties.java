package dev.rookery.core.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.core.loss.TdLearning;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class ValueWatchProperties {

  private static void observe(ValueWatch watch, int times, float reward, float discount, float q) {
    for (int i = 0; i < times; i++) {
      watch.observe(new float[] {reward}, new float[] {discount}, new float[] {q});
    }
  }

  @Property(tries = 300)
  void valuesWithinTheBoundsHaveTargetsWithinThem(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -100, max = 100) double mean,
      @ForAll @DoubleRange(min = 0, max = 100) double deviation) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] rewards = new float[64];
    float[] discounts = new float[64];
    float[] values = new float[64];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = (float) (mean + deviation * random.nextGaussian());
      discounts[i] = random.nextInt(4) == 0 ? 0 : (float) random.nextDouble(0.5, 0.999);
    }
    ValueWatch watch = new ValueWatch();
    watch.observe(rewards, discounts, values);
    double lower = watch.lowerBound();
    double upper = watch.upperBound();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (lower + (upper - lower) * random.nextInt(5) / 4);
    }
    float[] targets = new float[64];
    TdLearning.targets(rewards, discounts, values, targets);
    double rounding = 1e-5 * (upper - lower);
    for (float target : targets) {
      assertTrue(target >= lower - rounding && target <= upper + rounding);
    }
  }

  @Example
  void valuesAboveWhatIsPossibleAreFoundOnce() {
    ValueWatch watch = new ValueWatch();
    observe(watch, ValueWatch.WINDOW, 1, 0.99f, 80);
    assertEquals(100, watch.upperBound(), 1e-3);
    assertEquals(0, watch.lowerBound());
    assertFalse(watch.warned());
    observe(watch, ValueWatch.WINDOW, 1, 0.99f, 110); // an overshoot
    assertFalse(watch.warned());
    observe(watch, ValueWatch.WINDOW, 1, 0.99f, 200);
    assertTrue(watch.warned());
  }

  @Example
  void negativeRewardsHaveABoundFromBelow() {
    ValueWatch watch = new ValueWatch();
    observe(watch, ValueWatch.WINDOW, -1, 0.99f, -95);
    assertEquals(-100, watch.lowerBound(), 1e-3);
    assertEquals(0, watch.upperBound());
    assertFalse(watch.warned());
    observe(watch, ValueWatch.WINDOW, -1, 0.99f, -500);
    assertTrue(watch.warned());
  }

  @Example
  void negativeRewardsMakeNoPositiveValues() {
    ValueWatch watch = new ValueWatch();
    observe(watch, ValueWatch.WINDOW, -1, 0.99f, 60);
    assertTrue(watch.warned());
  }

  @Example
  void undiscountedRewardsHaveNoBound() {
    ValueWatch watch = new ValueWatch();
    observe(watch, ValueWatch.WINDOW, 1, 1, 1e9f);
    assertEquals(Double.POSITIVE_INFINITY, watch.upperBound());
    assertFalse(watch.warned());
  }

  @Example
  void theLastRewardOfAnEpisodeIsABoundOfItsOwn() {
    ValueWatch watch = new ValueWatch();
    observe(watch, 1, 7, 0, 0);
    assertEquals(7, watch.upperBound());
  }

  @Example
  void whereNoRewardWasSeenNothingIsSaid() {
    ValueWatch watch = new ValueWatch();
    observe(watch, 10 * ValueWatch.WINDOW, 0, 0.99f, 5);
    assertFalse(watch.warned());
  }

  @Example
  void shortExcursionsDoNotCount() {
    ValueWatch watch = new ValueWatch();
    for (int i = 0; i < 20; i++) {
      observe(watch, ValueWatch.WINDOW - 50, 1, 0.99f, 90);
      observe(watch, 50, 1, 0.99f, 300);
    }
    assertFalse(watch.warned());
  }

  @Example
  void onlyTheActionTakenIsLookedAt() {
    ValueWatch watch = new ValueWatch();
    float[] q = {1, 1000, 1000, 3};
    int[] taken = {0, 1};
    watch.observe(new float[] {1, 1}, new float[] {0.5f, 0}, q, taken, 2);
    Map<String, Double> metrics = report(watch);
    assertEquals(2, metrics.get("learner/q_value"), 1e-6);
    assertEquals(3, metrics.get("learner/q_highest"));
    assertEquals(1, metrics.get("learner/q_lowest"));
    assertEquals(2, metrics.get("learner/q_upper_bound"));
    assertEquals(0, metrics.get("learner/q_lower_bound"));
  }

  @Example
  void withoutUpdatesThereAreBoundsOnly() {
    Map<String, Double> metrics = report(new ValueWatch());
    assertTrue(Double.isNaN(metrics.get("learner/q_value")));
    assertTrue(Double.isNaN(metrics.get("learner/q_highest")));
    assertEquals(0, metrics.get("learner/q_upper_bound"));
  }

  @Example
  void aResumedWatchKnowsWhatItSaw() {
    ValueWatch first = new ValueWatch();
    observe(first, ValueWatch.WINDOW / 2, 1, 0.99f, 900);
    MemoryState state = new MemoryState();
    first.save(state);
    ValueWatch second = new ValueWatch();
    second.load(state);
    assertEquals(first.upperBound(), second.upperBound());
    observe(second, ValueWatch.WINDOW / 2, 0, 0.99f, 0);
    assertTrue(second.warned(), "half a window of 900 is a mean of 450");
    MemoryState warned = new MemoryState();
    second.save(warned);
    ValueWatch third = new ValueWatch();
    third.load(warned);
    assertTrue(third.warned());
  }

  private static Map<String, Double> report(ValueWatch watch) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    watch.report(metrics::put);
    assertFalse(metrics.isEmpty(), Arrays.toString(metrics.keySet().toArray()));
    return metrics;
  }
}
