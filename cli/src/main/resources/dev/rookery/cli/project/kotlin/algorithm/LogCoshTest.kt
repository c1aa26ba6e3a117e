package {{package}}

import kotlin.math.abs
import kotlin.math.ln
import kotlin.math.sign
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

class LogCoshTest {

  @ParameterizedTest
  @ValueSource(doubles = [-30.0, -2.0, -0.5, 0.0, 0.1, 1.0, 700.0])
  fun `the slope is the derivative of the loss`(error: Double) {
    val h = 1e-5
    for (scale in listOf(0.5, 1.0, 3.0)) {
      val difference = LogCosh.loss(error + h, scale) - LogCosh.loss(error - h, scale)
      assertEquals(difference / (2 * h), LogCosh.slope(error, scale), 1e-6)
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = [-1.0, 0.0, 0.5, 2.0])
  fun `with a large scale it is half the squared error`(error: Double) {
    assertEquals(error * error / 2, LogCosh.loss(error, 1e3), 1e-5)
    assertEquals(error, LogCosh.slope(error, 1e3), 1e-5)
  }

  @ParameterizedTest
  @ValueSource(doubles = [-1e6, -50.0, 50.0, 1e6])
  fun `a large error counts linearly`(error: Double) {
    assertEquals(abs(error) - ln(2.0), LogCosh.loss(error, 1.0), 1e-9)
    assertEquals(sign(error), LogCosh.slope(error, 1.0), 1e-9)
  }
}
