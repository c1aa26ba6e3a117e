package dev.rookery.cli.benchmark;

import dev.rookery.training.Evaluation;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark keeps of a run: everything that a report is made of, and how to make the run
 * again. {@link RecordFile} reads and writes it.
 *
 * @param format of the file, {@link #FORMAT}
 * @param suite its name
 * @param algorithm its name
 * @param environment its name
 * @param seed of the run
 * @param chosen the settings that were chosen for the benchmark, by {@code section.name}
 * @param command that makes the same run again
 * @param finished when, in UTC, as ISO 8601 writes it
 * @param stoppedBecause what ended the run: {@code steps-reached} or {@code return-reached}
 * @param environmentSteps made
 * @param learnerSteps updates made
 * @param wallSeconds from the first step to the last, evaluations beside it included
 * @param starts how often the run was started: more than 1 if it was resumed from a checkpoint
 * @param software that made it
 * @param machine that made it
 * @param config every setting, by {@code section.name}
 * @param end the evaluation of the last parameters, when the run had ended, on other seeds than the
 *     evaluations during the run
 * @param evaluations during the run, all on the same seeds
 */
public record RunRecord(
    int format,
    String suite,
    String algorithm,
    String environment,
    long seed,
    Map<String, String> chosen,
    String command,
    String finished,
    String stoppedBecause,
    long environmentSteps,
    long learnerSteps,
    double wallSeconds,
    int starts,
    Software software,
    Machine machine,
    Map<String, String> config,
    Returns end,
    List<Returns> evaluations) {

  /** The format of this version. */
  public static final int FORMAT = 1;

  /**
   * An evaluation.
   *
   * @param environmentSteps made when the parameters were published
   * @param learnerSteps made when the parameters were published
   * @param wallSeconds of the run when the evaluation was over
   * @param returns of every episode, in the order in which they ended
   * @param cutEpisodes how many of them had not ended at {@code run.evaluationMaximumSteps}
   */
  public record Returns(
      long environmentSteps,
      long learnerSteps,
      double wallSeconds,
      List<Double> returns,
      int cutEpisodes) {

    /** The mean of the returns. */
    public double mean() {
      return new Evaluation(returns, cutEpisodes).meanReturn();
    }
  }

  /** Its algorithm and the settings that were chosen, as reports call it. */
  public String label() {
    return RunLabel.of(algorithm, chosen);
  }

  /** The score of the run: the mean return at its end. */
  public double score() {
    return end.mean();
  }
}
