package dev.rookery.algorithm;

import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;

/** Improves the parameters from the experience in its store. Used by one thread. */
public interface Learner extends Checkpointable, AutoCloseable {

  /**
   * Begins with the parameters of another run instead of its own first ones. It takes over nothing
   * else: optimizer, counters and schedules begin as always. Called at most once, before the first
   * {@link #step}, and not where a run is resumed.
   *
   * @param parameters of the algorithm's layout; valid during the call only
   * @throws dev.rookery.settings.SettingsException if they do not go with the algorithm's settings,
   *     though they have its layout
   * @throws IllegalArgumentException if they have another layout
   */
  void startFrom(ParameterSnapshot parameters);

  /**
   * Makes one update, if there is enough experience for it. It should be short, a batch and not an
   * epoch, because messages are read and heartbeats sent between steps.
   *
   * @throws DivergenceException if the loss or the parameters are no longer finite
   */
  LearnerStep step();

  /** How many updates were made, those before a resumed checkpoint included. */
  long steps();

  /** Writes all parameters, as the algorithm's layout says, from {@code target}'s position on. */
  void copyParameters(ByteBuffer target);

  /** Reports what is worth plotting, for example the mean loss since the last report. */
  void report(MetricsRecorder metrics);

  @Override
  void close();
}
