package dev.rookery.core.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class GaussianNoiseTest {

  private static float[] draw(GaussianNoise noise, int count) {
    float[] numbers = new float[count];
    noise.draw(FloatBuffer.wrap(numbers));
    return numbers;
  }

  @Test
  void everyEnvironmentHasItsOwnDeviation() {
    double[] deviations = {1, 0.25, 0};
    GaussianNoise noise = new GaussianNoise(deviations, 2, 7);
    double[] sum = new double[3];
    double[] squares = new double[3];
    double[] fourth = new double[3];
    int steps = 50_000;
    for (int i = 0; i < steps; i++) {
      float[] numbers = draw(noise, 6);
      for (int j = 0; j < 6; j++) {
        sum[j / 2] += numbers[j];
        squares[j / 2] += (double) numbers[j] * numbers[j];
        fourth[j / 2] += Math.pow(numbers[j], 4);
      }
    }
    double count = 2.0 * steps;
    for (int k = 0; k < 3; k++) {
      double variance = deviations[k] * deviations[k];
      assertEquals(0, sum[k] / count, 0.015 * deviations[k]);
      assertEquals(variance, squares[k] / count, 0.02 * variance);
      assertEquals(3 * variance * variance, fourth[k] / count, 0.15 * variance * variance);
    }
    assertEquals(1.25 / 3, noise.meanDeviation(), 1e-12);
  }

  @Test
  void numbersOfOneStepAndOfTheNextAreIndependent() {
    GaussianNoise noise = new GaussianNoise(new double[] {1}, 2, 3);
    double within = 0;
    double across = 0;
    float[] before = draw(noise, 2);
    int steps = 50_000;
    for (int i = 0; i < steps; i++) {
      float[] now = draw(noise, 2);
      within += now[0] * now[1];
      across += before[1] * now[0];
      before = now;
    }
    assertEquals(0, within / steps, 0.02);
    assertEquals(0, across / steps, 0.02);
  }

  @Test
  void theSeedDecides() {
    GaussianNoise first = new GaussianNoise(new double[] {1, 1}, 3, 11);
    GaussianNoise second = new GaussianNoise(new double[] {1, 1}, 3, 11);
    GaussianNoise third = new GaussianNoise(new double[] {1, 1}, 3, 12);
    for (int i = 0; i < 10; i++) {
      float[] numbers = draw(first, 6);
      assertArrayEquals(numbers, draw(second, 6));
      assertNotEquals(numbers[0], draw(third, 6)[0]);
    }
  }
}
