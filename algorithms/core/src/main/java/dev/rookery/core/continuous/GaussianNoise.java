package dev.rookery.core.continuous;

import dev.rookery.SeededRandom;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Normally distributed numbers with mean 0 and a deviation for each environment of its own; fresh
 * ones for every step, independent of each other. The same on every machine. Allocates nothing per
 * step; not thread-safe.
 */
public final class GaussianNoise {

  private final double[] deviations;
  private final int size;
  private final SeededRandom random;
  private double spare;
  private boolean hasSpare;

  /**
   * Noise for the actions of {@code deviations.length} environments.
   *
   * @param deviations {@code [K]}, at least 0
   * @param size how many numbers an action has
   */
  public GaussianNoise(double[] deviations, int size, long seed) {
    this.deviations = deviations.clone();
    this.size = size;
    random = new SeededRandom(seed);
  }

  /** The mean of the environments' deviations. */
  public double meanDeviation() {
    return Arrays.stream(deviations).average().orElse(0);
  }

  /**
   * Draws the noise of one step.
   *
   * @param noise receives {@code [K, size]} numbers, from its start
   */
  public void draw(FloatBuffer noise) {
    for (int k = 0; k < deviations.length; k++) {
      for (int i = 0; i < size; i++) {
        noise.put(k * size + i, (float) (deviations[k] * next()));
      }
    }
  }

  /** By Box and Muller, in strict arithmetic: the library's own method may change with the JDK. */
  private double next() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    double angle = 2 * Math.PI * random.nextDouble();
    spare = radius * StrictMath.sin(angle);
    hasSpare = true;
    return radius * StrictMath.cos(angle);
  }
}
