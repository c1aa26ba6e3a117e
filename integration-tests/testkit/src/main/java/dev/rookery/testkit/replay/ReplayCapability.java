package dev.rookery.testkit.replay;

/** What a replay buffer may do. What it does not is tested not to happen. */
public enum ReplayCapability {
  /** Rows of larger priority are drawn more often. Otherwise priorities change nothing. */
  PRIORITIES,
  /** Every row that it keeps may be drawn. Otherwise some never are. */
  DRAWS_ALL_ROWS
}
