package dev.rookery.core.loss;

/** The loss that is square near 0 and straight beyond {@code kappa} (Huber 1964). */
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
