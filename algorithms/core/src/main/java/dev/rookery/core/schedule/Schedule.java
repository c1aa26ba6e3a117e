package dev.rookery.core.schedule;

/** A number that changes in the course of training: a learning rate, an exploration rate. */
@FunctionalInterface
public interface Schedule {

  /** Returns the number after {@code steps} steps; the caller decides what counts as a step. */
  double at(long steps);

  /** Always the same. */
  static Schedule constant(double value) {
    return steps -> value;
  }

  /**
   * From {@code start} to {@code end} in a straight line over {@code duration} steps, then {@code
   * end}.
   *
   * @param duration at least 0; 0 is {@code end} from the start
   */
  static Schedule linear(double start, double end, long duration) {
    return steps -> steps >= duration ? end : start + (end - start) * ((double) steps / duration);
  }
}
