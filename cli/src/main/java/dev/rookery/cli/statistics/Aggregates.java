package dev.rookery.cli.statistics;

import java.util.Arrays;

/** Scores of many runs as one number. */
public final class Aggregates {

  private Aggregates() {}

  /**
   * The mean over tasks of the mean over runs, so that each task counts alike.
   *
   * @param scores {@code [tasks][runs]}, at least one of each
   */
  public static double mean(double[][] scores) {
    return Arrays.stream(scores)
        .mapToDouble(runs -> Arrays.stream(runs).average().orElseThrow())
        .average()
        .orElseThrow();
  }

  /**
   * The interquartile mean (IQM): the mean of the middle half of the runs of all tasks together.
   * From each end a quarter of the runs is left out, rounded down: of 3 runs none, of 5 one, of 8
   * two.
   *
   * @param scores {@code [tasks][runs]}, at least one of each
   */
  public static double interquartileMean(double[][] scores) {
    double[] all = Arrays.stream(scores).flatMapToDouble(Arrays::stream).sorted().toArray();
    int cut = all.length / 4;
    return Arrays.stream(all, cut, all.length - cut).average().orElseThrow();
  }
}
