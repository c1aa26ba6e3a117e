package dev.rookery.ppo;

/** What keeps a policy near the one that made the steps it learns from. */
public enum PpoObjective {
  /** Probability ratios gain nothing beyond a range (Schulman et al. 2017, section 3). */
  CLIP,
  /** A penalty on the divergence, which grows and shrinks with it (section 4). */
  PENALTY
}
