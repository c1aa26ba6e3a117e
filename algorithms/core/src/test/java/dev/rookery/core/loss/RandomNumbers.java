package dev.rookery.core.loss;

import java.util.SplittableRandom;

/** Random arrays for the losses' tests. */
final class RandomNumbers {

  private RandomNumbers() {}

  static float[] normal(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * random.nextGaussian());
    }
    return values;
  }

  /** Between 0 and 1. */
  static float[] uniform(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(0.01, 0.99);
    }
    return values;
  }

  static int[] actions(SplittableRandom random, int batch, int actions) {
    return random.ints(batch, 0, actions).toArray();
  }

  static void shuffle(SplittableRandom random, float[] values, int from, int to) {
    for (int i = to - 1; i > from; i--) {
      int other = random.nextInt(from, i + 1);
      float value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }
}
