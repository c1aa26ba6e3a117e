package dev.rookery.core.loss;

/**
 * A distortion of quantile levels: an implicit quantile network whose levels are distorted before
 * it sees them chooses actions by another measure than the mean (Dabney et al. 2018, "Implicit
 * quantile networks", section 3.1). The same on every machine.
 */
public sealed interface RiskMeasure {

  /**
   * The level to use in place of one that is sampled uniformly.
   *
   * @param tau from 0 to 1
   * @return from 0 to 1, not falling with {@code tau}
   * @throws IllegalArgumentException if {@code tau} is not from 0 to 1
   */
  double distort(double tau);

  /** No distortion: actions are chosen by their mean. */
  record Neutral() implements RiskMeasure {
    @Override
    public double distort(double tau) {
      return level(tau);
    }
  }

  /**
   * Conditional value at risk: the mean of the worst share {@code eta} of returns, {@code eta ·
   * tau}.
   *
   * @param eta above 0 and at most 1; the smaller, the more averse to risk
   */
  record Cvar(double eta) implements RiskMeasure {

    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if it is not above 0 and at most 1
     */
    public Cvar {
      require(eta > 0 && eta <= 1, "CVaR needs an eta above 0 and at most 1, not ", eta);
    }

    @Override
    public double distort(double tau) {
      return eta * level(tau);
    }
  }

  /**
   * Cumulative probability weighting, which overrates rare returns, low and high: {@code tau^eta /
   * (tau^eta + (1 - tau)^eta)^(1/eta)} (Tversky and Kahneman 1992).
   *
   * @param eta from 0.3 to 1; 0.71 agrees with how people choose, 1 is neutral. Below 0.28 the
   *     distortion would fall with {@code tau} in places
   */
  record Cpw(double eta) implements RiskMeasure {

    /**
     * Checks the exponent.
     *
     * @throws IllegalArgumentException if it is not from 0.3 to 1
     */
    public Cpw {
      require(eta >= 0.3 && eta <= 1, "CPW needs an eta from 0.3 to 1, not ", eta);
    }

    /** With the exponent 0.71 of the paper (Wu and Gonzalez 1996). */
    public Cpw() {
      this(0.71);
    }

    @Override
    public double distort(double tau) {
      double low = StrictMath.pow(level(tau), eta);
      double high = StrictMath.pow(1 - tau, eta);
      return Math.min(1, low / StrictMath.pow(low + high, 1 / eta));
    }
  }

  /**
   * Wang's distortion: the level of a standard normal return that is {@code eta} higher (Wang
   * 2000).
   *
   * @param eta from -8 to 8; below 0 is averse to risk, above 0 seeks it
   */
  record Wang(double eta) implements RiskMeasure {

    /**
     * Checks the shift.
     *
     * @throws IllegalArgumentException if it is not from -8 to 8
     */
    public Wang {
      require(eta >= -8 && eta <= 8, "Wang's measure needs an eta from -8 to 8, not ", eta);
    }

    @Override
    public double distort(double tau) {
      boolean certain = level(tau) == 0 || tau == 1;
      return certain ? tau : StandardNormal.cdf(StandardNormal.quantile(tau) + eta);
    }
  }

  private static double level(double tau) {
    require(tau >= 0 && tau <= 1, "a quantile level is from 0 to 1, not ", tau);
    return tau;
  }

  private static void require(boolean holds, String problem, double value) {
    if (!holds) {
      throw new IllegalArgumentException(problem + value);
    }
  }
}
