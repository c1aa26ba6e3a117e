package dev.rookery.core.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianNoiseTest {

  private static float[] draw(GaussianNoise noise, int count) {
    float[] numbers = new float[count];
    noise.draw(FloatBuffer.wrap(numbers));
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void everyEnvironmentHasItsOwnDeviation(double correlation) {
    double[] deviations = {1, 0.25, 0};
    GaussianNoise noise = new GaussianNoise(deviations, 2, correlation, 7);
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
    GaussianNoise noise = new GaussianNoise(new double[] {1}, 2, 0, 3);
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
  void eachNumberIsCorrelatedWithItsOwnPastAlone() {
    GaussianNoise noise = new GaussianNoise(new double[] {0.5}, 2, 0.9, 3);
    double own = 0;
    double other = 0;
    float[] before = draw(noise, 2);
    int steps = 200_000;
    for (int i = 0; i < steps; i++) {
      float[] now = draw(noise, 2);
      own += before[0] * now[0] / 0.25;
      other += before[0] * now[1] / 0.25;
      before = now;
    }
    assertEquals(0.9, own / steps, 0.03);
    assertEquals(0, other / steps, 0.03);
  }

  @Test
  void aCorrelationOutOfRangeIsRefused() {
    for (double correlation : new double[] {-0.1, 1, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new GaussianNoise(new double[] {1}, 1, correlation, 1));
    }
  }

  @Test
  void aDeviationThatIsNoneIsRefused() {
    for (double deviation : new double[] {-0.1, Double.POSITIVE_INFINITY, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new GaussianNoise(new double[] {1, deviation}, 1, 0, 1));
    }
  }

  @Test
  void theSeedDecides() {
    GaussianNoise first = new GaussianNoise(new double[] {1, 1}, 3, 0.3, 11);
    GaussianNoise second = new GaussianNoise(new double[] {1, 1}, 3, 0.3, 11);
    GaussianNoise third = new GaussianNoise(new double[] {1, 1}, 3, 0.3, 12);
    for (int i = 0; i < 10; i++) {
      float[] numbers = draw(first, 6);
      assertArrayEquals(numbers, draw(second, 6));
      assertNotEquals(numbers[0], draw(third, 6)[0]);
    }
  }
}
