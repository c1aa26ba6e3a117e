package dev.rookery.envs.wrappers;

import dev.rookery.environment.Observation;

/**
 * The running mean and variance of each number of an observation, by Welford's method
 * (Technometrics 4, 1962). Several {@link NormalizeObservation} of one thread may share it; {@link
 * #freeze} stops it, for evaluation say. Not thread-safe.
 */
public final class ObservationStatistics {

  private final double[] mean;
  private final double[] squares;
  private long count;
  private boolean frozen;

  /** For observations of {@code size} numbers; nothing seen yet. */
  public ObservationStatistics(int size) {
    mean = new double[size];
    squares = new double[size];
  }

  /** Of how many numbers. */
  public int size() {
    return mean.length;
  }

  /** How many observations were counted. */
  public long count() {
    return count;
  }

  /** The mean of number {@code index}; 0 before the first observation. */
  public double mean(int index) {
    return mean[index];
  }

  /** The population variance of number {@code index}; 1 before the second observation. */
  public double variance(int index) {
    return count < 2 ? 1 : squares[index] / count;
  }

  /** From now on {@link #add} does nothing. */
  public void freeze() {
    frozen = true;
  }

  /** Whether {@link #freeze} was called. */
  public boolean isFrozen() {
    return frozen;
  }

  /** Counts an observation, unless frozen. */
  public void add(Observation observation) {
    if (frozen) {
      return;
    }
    count++;
    for (int i = 0; i < mean.length; i++) {
      double value = observation.getFloat(i);
      double difference = value - mean[i];
      mean[i] += difference / count;
      squares[i] += difference * (value - mean[i]);
    }
  }
}
