package dev.rookery.environment;

import java.util.Random;

/**
 * Draws random actions: uniform where the space is bounded, normal where it is unbounded,
 * exponential from the bound where it is bounded on one side; with a mask, uniform among the legal
 * ones. Allocates nothing per action. Not thread-safe.
 */
public final class ActionSampler {

  private final Random random;

  /** Makes a sampler whose actions are a function of {@code seed}. */
  public ActionSampler(long seed) {
    random = new Random(seed);
  }

  /** Writes a random element of the action's space. */
  public void sample(Action action) {
    Space space = action.space();
    if (space instanceof DiscreteSpace discrete) {
      action.set(0, random.nextInt(discrete.n()));
    } else if (space instanceof MultiDiscreteSpace choices) {
      for (int i = 0; i < choices.size(); i++) {
        action.set(i, random.nextInt(choices.sizes().get(i)));
      }
    } else if (space instanceof BoxSpace box) {
      for (int i = 0; i < box.size(); i++) {
        action.set(i, between(box.low(i), box.high(i)));
      }
    }
  }

  /**
   * Writes a random legal action.
   *
   * @throws IllegalArgumentException if no action is legal
   */
  public void sample(Action action, ActionMask mask) {
    for (int choice = 0; choice < mask.choices(); choice++) {
      action.set(choice, mask.legal(choice, random.nextInt(mask.legalCount(choice))));
    }
  }

  private double between(double low, double high) {
    boolean bounded = low > Double.NEGATIVE_INFINITY;
    if (bounded && high < Double.POSITIVE_INFINITY) {
      return low + (high - low) * random.nextDouble();
    } else if (bounded) {
      return low - Math.log(1 - random.nextDouble());
    } else if (high < Double.POSITIVE_INFINITY) {
      return high + Math.log(1 - random.nextDouble());
    }
    return random.nextGaussian();
  }
}
