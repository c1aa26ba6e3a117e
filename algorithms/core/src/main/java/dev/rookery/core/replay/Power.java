package dev.rookery.core.replay;

/** Raises numbers to an exponent from 0 to 1; the common ones cost no logarithm. */
final class Power {

  private double exponent;

  Power(double exponent) {
    this.exponent = exponent;
  }

  double exponent() {
    return exponent;
  }

  void exponent(double exponent) {
    this.exponent = exponent;
  }

  /** {@code base} to the exponent, for a base of at least 0. */
  double of(double base) {
    if (exponent == 0.5) {
      return Math.sqrt(base);
    }
    return exponent == 1 ? base : Math.pow(base, exponent);
  }
}
