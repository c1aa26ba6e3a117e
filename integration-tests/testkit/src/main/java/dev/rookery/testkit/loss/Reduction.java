package dev.rookery.testkit.loss;

/** What a loss makes of its examples' losses. */
public enum Reduction {
  /** Their mean: each counts one part in the batch's size. */
  MEAN,
  /** Their sum. */
  SUM;

  /** By what the loss of {@code size} examples is multiplied for the sum of theirs. */
  double factor(int size) {
    return this == MEAN ? size : 1;
  }

  /** The one that it is not. */
  Reduction other() {
    return this == MEAN ? SUM : MEAN;
  }
}
