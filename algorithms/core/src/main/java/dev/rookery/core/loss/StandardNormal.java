package dev.rookery.core.loss;

import java.util.random.RandomGenerator;

/** The standard normal distribution, to about 1e-15. The same on every machine. */
public final class StandardNormal {

  /** Beyond this, the distribution function is 0 or 1 to rounding. */
  private static final double FAR = 8.3;

  private static final double LOG_ROOT_2_PI = 0.9189385332046727;

  private StandardNormal() {}

  /** The probability of a number at most {@code x}, by the series of Marsaglia (2004). */
  public static double cdf(double x) {
    if (x < 0) {
      return 1 - cdf(-x);
    }
    if (x > FAR) {
      return 1;
    }
    double term = x;
    double sum = x;
    for (int i = 3; sum + term > sum; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return Math.min(1, 0.5 + sum * density(x));
  }

  /**
   * The inverse of {@link #cdf}, by Newton's method. The function is concave above 0, so steps that
   * begin there never overshoot.
   *
   * @param p above 0 and below 1
   */
  public static double quantile(double p) {
    if (p < 0.5) {
      return -quantile(1 - p);
    }
    double x = 0;
    double step;
    do {
      step = (p - cdf(x)) / density(x);
      x += step;
    } while (step > 1e-12 && x < FAR);
    return x;
  }

  /**
   * Draws independent numbers by the polar method of Marsaglia and Bray (1964): the library's own
   * method may change with the JDK, and its strict sine allocates memory with some.
   *
   * @param values receives the numbers
   */
  public static void draw(double[] values, RandomGenerator random) {
    for (int i = 0; i < values.length; i += 2) {
      double u;
      double v;
      double square;
      do {
        u = 2 * random.nextDouble() - 1;
        v = 2 * random.nextDouble() - 1;
        square = u * u + v * v;
      } while (square >= 1 || square == 0);
      double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
      values[i] = scale * u;
      if (i + 1 < values.length) {
        values[i + 1] = scale * v;
      }
    }
  }

  private static double density(double x) {
    return StrictMath.exp(-0.5 * x * x - LOG_ROOT_2_PI);
  }
}
