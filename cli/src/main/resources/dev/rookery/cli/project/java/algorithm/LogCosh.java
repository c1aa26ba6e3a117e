package {{package}};

/**
 * The loss of one TD error, a smooth form of Huber's: {@code c² log cosh(δ / c)}. It is about half
 * the squared error where the error δ is small beside the scale c, and {@code c |δ|} less a constant
 * where it is large.
 */
final class LogCosh {

  private LogCosh() {}

  /** The loss. Without overflow, since log cosh x = |x| + log(1 + exp(-2 |x|)) - log 2. */
  static double loss(double error, double scale) {
    double x = Math.abs(error / scale);
    return scale * scale * (x + Math.log1p(Math.exp(-2 * x)) - Math.log(2));
  }

  /** The derivative of the loss by the error, from -c to c. */
  static double slope(double error, double scale) {
    return scale * Math.tanh(error / scale);
  }
}
