package dev.rookery.algorithm;

import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.metrics.MetricsRecorder;
import java.nio.ByteBuffer;

/** Improves the parameters from the experience in its store. Used by one thread. */
public interface Learner extends Checkpointable, AutoCloseable {

  /**
   * Makes one update, if there is enough experience for it.
   *
   * @return whether it made one
   * @throws DivergenceException if the loss or the parameters are no longer finite
   */
  boolean step();

  /** How many updates were made, those before a resumed checkpoint included. */
  long steps();

  /** Writes all parameters, as the algorithm's layout says, from {@code target}'s position on. */
  void copyParameters(ByteBuffer target);

  /** Reports what is worth plotting, for example the mean loss since the last report. */
  void report(MetricsRecorder metrics);

  @Override
  void close();
}
