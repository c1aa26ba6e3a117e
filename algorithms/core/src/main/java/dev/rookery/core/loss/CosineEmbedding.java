package dev.rookery.core.loss;

/**
 * What an implicit quantile network sees of a quantile level τ: {@code cos(π i τ)} for {@code i} =
 * 0, 1, … (Dabney et al. 2018, "Implicit quantile networks", equation 4). A linear layer and ReLU
 * follow in the network. The same on every machine.
 */
public final class CosineEmbedding {

  private CosineEmbedding() {}

  /**
   * The cosines of many levels.
   *
   * @param tau {@code [samples]} levels, from 0 to 1
   * @param size how many cosines for each; 64 in the paper
   * @param cosines {@code [samples, size]} receives them
   * @throws IllegalArgumentException if a level is not from 0 to 1
   */
  public static void cosines(float[] tau, int size, float[] cosines) {
    for (int k = 0; k < tau.length; k++) {
      cosines(tau[k], size, cosines, k * size);
    }
  }

  /**
   * The cosines of one level.
   *
   * @param tau from 0 to 1
   * @param size how many cosines; 64 in the paper
   * @param cosines receives them from index {@code from} on
   * @throws IllegalArgumentException if the level is not from 0 to 1
   */
  public static void cosines(double tau, int size, float[] cosines, int from) {
    if (!(tau >= 0 && tau <= 1)) {
      throw new IllegalArgumentException("a quantile level is from 0 to 1, not " + tau);
    }
    // cos((i + 1)x) = 2 cos(x) cos(ix) - cos((i - 1)x): one cosine to compute, not 64.
    double cosine = cosPi(tau);
    double previous = cosine; // cos(-x)
    double current = 1;
    for (int i = 0; i < size; i++) {
      cosines[from + i] = (float) current;
      double next = 2 * cosine * current - previous;
      previous = current;
      current = next;
    }
  }

  /**
   * {@code cos(πx)} for {@code x} from 0 to 1, by its series. Unlike {@code StrictMath.cos}, which
   * makes an array for every call from JDK 21 on, it allocates nothing.
   */
  private static double cosPi(double x) {
    if (x > 0.5) {
      return -cosPi(1 - x);
    }
    double square = Math.PI * x * (Math.PI * x);
    double term = 1;
    double sum = 1;
    for (int i = 2; i <= 24; i += 2) { // The next term is below 1e-21.
      term *= -square / (i * (i - 1));
      sum += term;
    }
    return sum;
  }
}
