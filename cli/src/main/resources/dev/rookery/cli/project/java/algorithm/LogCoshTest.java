package {{package}};

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCoshTest {

  @ParameterizedTest
  @ValueSource(doubles = {-30, -2, -0.5, 0, 0.1, 1, 700})
  void theSlopeIsTheDerivativeOfTheLoss(double error) {
    double h = 1e-5;
    for (double scale : new double[] {0.5, 1, 3}) {
      double difference = LogCosh.loss(error + h, scale) - LogCosh.loss(error - h, scale);
      assertEquals(difference / (2 * h), LogCosh.slope(error, scale), 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0, 0.5, 2})
  void withALargeScaleItIsHalfTheSquaredError(double error) {
    assertEquals(error * error / 2, LogCosh.loss(error, 1e3), 1e-5);
    assertEquals(error, LogCosh.slope(error, 1e3), 1e-5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e6, -50, 50, 1e6})
  void aLargeErrorCountsLinearly(double error) {
    assertEquals(Math.abs(error) - Math.log(2), LogCosh.loss(error, 1), 1e-9);
    assertEquals(Math.signum(error), LogCosh.slope(error, 1), 1e-9);
  }
}
