package dev.rookery.core.optimizer;

import dev.rookery.algorithm.DivergenceException;
import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.core.parameters.ParameterRange;

/** The gradients of an update, taken from an arena, and what their norm allows. */
final class ClippedGradients {

  private final ParameterArena arena;
  private final ParameterRange range;
  private final double maximumNorm;
  private final float[] values;
  private double norm = Double.NaN;

  /**
   * The gradients of a range.
   *
   * @param maximumNorm gradients with a larger Euclidean norm are scaled down to it; infinity:
   *     never
   */
  ClippedGradients(ParameterArena arena, ParameterRange range, double maximumNorm) {
    this.arena = arena;
    this.range = range;
    this.maximumNorm = maximumNorm;
    values = new float[range.size()];
  }

  /**
   * Takes the gradients that there are, and clears them in the arena.
   *
   * @param update its number, from 1, for the message
   * @return what each is to be multiplied by
   * @throws DivergenceException if their norm is not finite
   */
  float take(long update) {
    arena.takeGradients(range, values);
    norm = Math.sqrt(sumOfSquares(values));
    if (!Double.isFinite(norm)) {
      throw new DivergenceException(
          ("the gradient's norm became %s in update %s; the learning rate may be too high, or"
                  + " rewards or observations far too large")
              .formatted(norm, update));
    }
    return norm > maximumNorm ? (float) (maximumNorm / (norm + 1e-6)) : 1;
  }

  /** Those of the last {@link #take}, as they were before clipping; always the same array. */
  float[] values() {
    return values;
  }

  /** The norm of the last ones before clipping; NaN before the first. */
  double norm() {
    return norm;
  }

  /** The sum of squares, as eight sums side by side: a single sum would wait for each addition. */
  static double sumOfSquares(float[] x) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + 8 <= x.length; i += 8) {
      s0 += x[i] * x[i];
      s1 += x[i + 1] * x[i + 1];
      s2 += x[i + 2] * x[i + 2];
      s3 += x[i + 3] * x[i + 3];
      s4 += x[i + 4] * x[i + 4];
      s5 += x[i + 5] * x[i + 5];
      s6 += x[i + 6] * x[i + 6];
      s7 += x[i + 7] * x[i + 7];
    }
    double sum = ((double) s0 + s1) + ((double) s2 + s3) + ((double) s4 + s5) + ((double) s6 + s7);
    for (; i < x.length; i++) {
      sum += (double) x[i] * x[i];
    }
    return sum;
  }
}
