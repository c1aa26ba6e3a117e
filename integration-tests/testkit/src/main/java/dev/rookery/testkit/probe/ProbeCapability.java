package dev.rookery.testkit.probe;

/** Which actions an algorithm can learn. What it cannot is tested to be refused. */
public enum ProbeCapability {
  /** One of several choices. */
  DISCRETE_ACTIONS,
  /** Numbers in a range. */
  CONTINUOUS_ACTIONS
}
