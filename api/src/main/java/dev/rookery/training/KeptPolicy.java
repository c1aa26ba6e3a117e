package dev.rookery.training;

/** Which parameters are the policy that a run leaves behind. */
public enum KeptPolicy {
  /** The last ones, or those with which the run reached the return that it should stop at. */
  LAST,
  /** Those of the best evaluation. */
  BEST
}
