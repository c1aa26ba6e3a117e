package dev.rookery.cli.plot;

/** The range that the shaded band around a mean over runs shows. */
public enum Spread {

  /** One standard deviation of the runs to each side, with n - 1 in its denominator. */
  STANDARD_DEVIATION("±1 standard deviation"),

  /** From the lowest run to the highest. */
  MINIMUM_MAXIMUM("lowest to highest");

  private final String label;

  Spread(String label) {
    this.label = label;
  }

  /** The words for it in a plot's legend. */
  String label() {
    return label;
  }
}
