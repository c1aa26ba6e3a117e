package dev.rookery.core.returns;

/** By what is discounted that comes some time later. */
public final class TimeDiscount {

  private TimeDiscount() {}

  /**
   * γ to the power of a time; exactly γ for one unit of it.
   *
   * @param gamma from 0 to 1
   * @param elapsed at least 0
   */
  public static double of(double gamma, double elapsed) {
    return elapsed == 1 ? gamma : StrictMath.pow(gamma, elapsed);
  }
}
