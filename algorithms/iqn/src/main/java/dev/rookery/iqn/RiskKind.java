package dev.rookery.iqn;

import dev.rookery.core.loss.RiskMeasure;

/** The risk measures that settings may name. */
public enum RiskKind {
  /** The mean. */
  NEUTRAL,
  /** Conditional value at risk: the mean of the worst returns. */
  CVAR,
  /** Cumulative probability weighting, which overrates rare returns. */
  CPW,
  /** Wang's measure: averse to risk below 0, seeking it above. */
  WANG;

  /**
   * The measure.
   *
   * @throws IllegalArgumentException if the level is out of its range
   */
  RiskMeasure measure(double level) {
    return switch (this) {
      case NEUTRAL -> new RiskMeasure.Neutral();
      case CVAR -> new RiskMeasure.Cvar(level);
      case CPW -> new RiskMeasure.Cpw(level);
      case WANG -> new RiskMeasure.Wang(level);
    };
  }
}
