package dev.rookery.training;

import dev.rookery.RookeryException;
import dev.rookery.metrics.MetricsRecord;
import java.nio.file.Path;

/**
 * What happens in a run, for who {@linkplain TrainingRun#subscribe subscribes} to it. Events come
 * in the order in which they happened, and the last one is {@link Ended} or {@link Failed}. Later
 * versions may have more kinds.
 */
public interface RunEvent {

  /**
   * About once a second, and when the run is over.
   *
   * @param progress where it stands
   */
  record Progressed(Progress progress) implements RunEvent {}

  /**
   * The greedy policy has played on seeds that are never trained on.
   *
   * @param environmentSteps how many the run had made when it published the policy's parameters
   * @param evaluation the returns
   */
  record Evaluated(long environmentSteps, Evaluation evaluation) implements RunEvent {}

  /**
   * A checkpoint is whole and on the disk.
   *
   * @param environmentSteps how many the run had made
   * @param file which later checkpoints may replace
   */
  record CheckpointWritten(long environmentSteps, Path file) implements RunEvent {}

  /**
   * Metrics were written.
   *
   * @param metrics what every sink got
   */
  record MetricsWritten(MetricsRecord metrics) implements RunEvent {}

  /**
   * The run is over, and all that it held is freed.
   *
   * @param report what came of it
   */
  record Ended(TrainingReport report) implements RunEvent {}

  /**
   * The run has failed, and all that it held is freed.
   *
   * @param cause what {@link TrainingRun#await()} throws
   */
  record Failed(RookeryException cause) implements RunEvent {}
}
