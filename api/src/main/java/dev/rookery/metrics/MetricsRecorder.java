package dev.rookery.metrics;

/** Takes named measurements from the parts of a run. */
@FunctionalInterface
public interface MetricsRecorder {

  /**
   * Records one number.
   *
   * @param name lower case with slashes, for example {@code learner/loss}
   * @param value NaN where there is nothing to say yet; such values are left out
   */
  void record(String name, double value);
}
