package dev.rookery.core.network;

import java.util.SplittableRandom;

/** Random orthonormal vectors, the same on every machine. */
final class Orthogonal {

  private Orthogonal() {}

  /** {@code count} vectors of {@code length >= count} numbers, uniform over all such bases. */
  static double[][] basis(int count, int length, SplittableRandom random) {
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      double[] vector = vectors[i];
      fillGaussian(vector, random);
      // Gram-Schmidt loses orthogonality to rounding; a second pass gets it back.
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          addScaled(vector, -dot(vector, vectors[j]), vectors[j]);
        }
      }
      double scale = 1 / Math.sqrt(dot(vector, vector));
      for (int k = 0; k < length; k++) {
        vector[k] *= scale;
      }
    }
    return vectors;
  }

  /** By Box and Muller, in strict arithmetic: the library's own method may change with the JDK. */
  private static void fillGaussian(double[] vector, SplittableRandom random) {
    for (int k = 0; k < vector.length; k += 2) {
      double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      vector[k] = radius * StrictMath.cos(angle);
      if (k + 1 < vector.length) {
        vector[k + 1] = radius * StrictMath.sin(angle);
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void addScaled(double[] a, double scale, double[] b) {
    for (int k = 0; k < a.length; k++) {
      a[k] += scale * b[k];
    }
  }
}
