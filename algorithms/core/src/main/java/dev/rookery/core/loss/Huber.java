package dev.rookery.core.loss;

/** The Huber loss: quadratic for errors up to {@code kappa}, linear beyond (Huber 1964). */
final class Huber {

  private Huber() {}

  static double loss(double error, double kappa) {
    double size = Math.abs(error);
    return size <= kappa ? 0.5 * error * error : kappa * (size - 0.5 * kappa);
  }

  /** The loss's derivative with respect to the error. */
  static double slope(double error, double kappa) {
    return Math.max(-kappa, Math.min(kappa, error));
  }
}
