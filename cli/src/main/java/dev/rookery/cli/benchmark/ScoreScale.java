package dev.rookery.cli.benchmark;

/**
 * Two returns of an environment by which returns become normalised scores, so that environments can
 * be averaged: 0 is what random actions get, 1 is the reference.
 *
 * @param random the mean return of uniformly random actions
 * @param reference another return, above or below
 * @param source where the reference is from
 */
public record ScoreScale(double random, double reference, String source) {

  /** Two different returns. */
  public ScoreScale {
    if (!(Math.abs(reference - random) > 0)) {
      throw new IllegalArgumentException("%s and %s give no scale".formatted(random, reference));
    }
  }

  /** The normalised score of a mean return. */
  public double normalise(double meanReturn) {
    return (meanReturn - random) / (reference - random);
  }
}
