package dev.rookery.apex;

/** What the network of Ape-X DQN gives for each action. */
public enum DistributionKind {
  /** Its value alone (Horgan et al. 2018). */
  NONE,
  /** A categorical distribution of its return (Bellemare et al. 2017). */
  CATEGORICAL,
  /** Quantiles of its return (Dabney et al. 2018). */
  QUANTILE
}
