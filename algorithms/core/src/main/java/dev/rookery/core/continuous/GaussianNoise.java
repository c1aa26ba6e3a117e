package dev.rookery.core.continuous;

import dev.rookery.SeededRandom;
import dev.rookery.core.loss.StandardNormal;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Gaussian noise with mean 0 and a standard deviation for each environment; the numbers of a step
 * are independent, and each is correlated with its own of the step before. The same on every
 * machine. Allocates nothing per step; not thread-safe.
 *
 * <p>With a correlation of {@code 1 - θ} this is the discrete Ornstein-Uhlenbeck process of DDPG
 * (Lillicrap et al. 2016, θ 0.15), but its deviation is that of the process itself, whatever the
 * correlation: {@code x' = correlation * x + sqrt(1 - correlation²) * deviation * normal}.
 */
public final class GaussianNoise {

  private final double[] deviations;
  private final int size;
  private final double keep;
  private final double renew;

  /** {@code [K, size]}: the last step's noise, in standard deviations. */
  private final double[] current;

  private final double[] fresh;
  private final SeededRandom random;

  /**
   * Noise for the actions of {@code deviations.length} environments.
   *
   * @param deviations {@code [K]} standard deviations, at least 0
   * @param size how many numbers an action has
   * @param correlation of a number with the one a step before, from 0 to below 1
   */
  public GaussianNoise(double[] deviations, int size, double correlation, long seed) {
    if (!(correlation >= 0 && correlation < 1)) {
      throw new IllegalArgumentException(
          "noise needs a correlation from 0 to below 1, not " + correlation);
    }
    for (double deviation : deviations) {
      if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "noise needs finite deviations of at least 0, not " + deviation);
      }
    }
    this.deviations = deviations.clone();
    this.size = size;
    keep = correlation;
    renew = Math.sqrt(1 - correlation * correlation);
    current = new double[deviations.length * size];
    fresh = new double[current.length];
    random = new SeededRandom(seed);
    StandardNormal.draw(fresh, random);
    for (int i = 0; i < current.length; i++) {
      current[i] = fresh[i];
    }
  }

  /** The mean of the environments' standard deviations. */
  public double meanDeviation() {
    return Arrays.stream(deviations).average().orElse(0);
  }

  /**
   * Draws the noise of one step.
   *
   * @param noise receives {@code [K, size]} numbers, from its start
   */
  public void draw(FloatBuffer noise) {
    StandardNormal.draw(fresh, random);
    for (int k = 0; k < deviations.length; k++) {
      for (int i = 0; i < size; i++) {
        int index = k * size + i;
        current[index] = keep * current[index] + renew * fresh[index];
        noise.put(index, (float) (deviations[k] * current[index]));
      }
    }
  }
}
