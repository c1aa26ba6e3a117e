package {{package}}

import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.ln1p
import kotlin.math.tanh

/**
 * The loss of one TD error, a smooth form of Huber's: `c² log cosh(δ / c)`. It is about half the
 * squared error where the error δ is small beside the scale c, and `c |δ|` less a constant where it
 * is large.
 */
internal object LogCosh {

  /** The loss. Without overflow, since log cosh x = |x| + log(1 + exp(-2 |x|)) - log 2. */
  fun loss(error: Double, scale: Double): Double {
    val x = abs(error / scale)
    return scale * scale * (x + ln1p(exp(-2 * x)) - ln(2.0))
  }

  /** The derivative of the loss by the error, from -c to c. */
  fun slope(error: Double, scale: Double): Double = scale * tanh(error / scale)
}
