package dev.rookery.testkit.loss;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitraries of what losses are computed from. */
public final class LossArbitraries {

  private LossArbitraries() {}

  /** Numbers from -4 to 4 of three decimals, most of which differ. */
  public static Arbitrary<Float> numbers() {
    return Arbitraries.floats().between(-4, 4).ofScale(3).withoutEdgeCases();
  }

  /** Numbers that are often the same, where losses have their kinks. */
  public static Arbitrary<Float> ties() {
    return Arbitraries.of(-2f, -1f, -0.5f, 0f, 0.5f, 1f, 2f);
  }

  /** Numbers far from 0 and close to it. */
  public static Arbitrary<Float> extremes() {
    return Arbitraries.of(-10_000f, -100f, -1e-6f, 0f, 1e-6f, 100f, 10_000f);
  }

  /** Numbers that are tied or extreme. */
  public static Arbitrary<Float> tiesAndExtremes() {
    return Arbitraries.frequencyOf(Tuple.of(3, ties()), Tuple.of(1, extremes()));
  }

  /** Rewards: ordinary ones, ties, and extremes. */
  public static Arbitrary<Float> rewards() {
    return Arbitraries.frequencyOf(Tuple.of(2, numbers()), Tuple.of(1, tiesAndExtremes()));
  }

  /** Actions from 0. */
  public static Arbitrary<Integer> actions(int count) {
    return Arbitraries.integers().between(0, count - 1).withoutEdgeCases();
  }

  /** Importance weights, above 0 and at most 1. */
  public static Arbitrary<Float> weights() {
    return Arbitraries.floats().between(0.125f, 1).ofScale(3).withoutEdgeCases();
  }

  /** Discounts of one step, from 0.5 to 1. */
  public static Arbitrary<Float> discounts() {
    return Arbitraries.of(0.5f, 0.75f, 0.9f, 0.99f, 1f);
  }

  /** Probabilities that add up to 1, of which some are 0. */
  public static Arbitrary<float[]> distributions(int atoms) {
    return array(Arbitraries.of(0f, 0f, 1f, 2f, 3f, 7f), atoms).map(LossArbitraries::normalized);
  }

  private static float[] normalized(float[] parts) {
    double sum = 0;
    for (float part : parts) {
      sum += part;
    }
    float[] probabilities = new float[parts.length];
    for (int k = 0; k < parts.length; k++) {
      probabilities[k] = (float) (sum == 0 ? 1.0 / parts.length : parts[k] / sum);
    }
    return probabilities;
  }

  /** Quantiles of a return, in rising order; some may be the same. */
  public static Arbitrary<float[]> quantiles(int levels) {
    return array(Arbitraries.oneOf(numbers(), ties()), levels)
        .map(
            values -> {
              float[] sorted = values.clone();
              Arrays.sort(sorted);
              return sorted;
            });
  }

  /** Arrays of a size. */
  public static Arbitrary<float[]> array(Arbitrary<Float> numbers, int size) {
    return numbers.array(float[].class).ofSize(size);
  }

  /**
   * Examples of a shape.
   *
   * @param predictions the numbers of the predictions and of the next ones
   * @param targets arrays of as many targets as the shape has
   * @param rewards the rewards
   */
  public static Arbitrary<LossExample> examples(
      LossShape shape,
      Arbitrary<Float> predictions,
      Arbitrary<float[]> targets,
      Arbitrary<Float> rewards) {
    return Combinators.combine(
            array(predictions, shape.predictions()),
            actions(shape.actions()),
            targets,
            weights(),
            rewards,
            discounts(),
            Arbitraries.integers().between(0, 3).withoutEdgeCases(),
            array(predictions, shape.predictions()))
        .as(
            (values, action, target, weight, reward, gamma, end, next) ->
                new LossExample(
                    values, action, target, weight, reward, gamma, end == 1, end == 2, next));
  }

  /** Batches of 1 to 6 examples. */
  public static Arbitrary<LossBatch> batches(Arbitrary<LossExample> examples) {
    return examples.list().ofMinSize(1).ofMaxSize(6).withoutEdgeCases().map(LossBatch::new);
  }
}
