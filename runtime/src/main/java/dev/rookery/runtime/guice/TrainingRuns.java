package dev.rookery.runtime.guice;

import com.google.inject.Inject;
import com.google.inject.Provider;
import com.google.inject.Singleton;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.metrics.MetricsSinkProvider;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingRun;
import dev.rookery.transport.TransportProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.CloseHelper;

/**
 * Starts the training runs of an application, and closes those that it has not closed itself. The
 * application closes this when it ends. Thread-safe.
 */
@Singleton
public final class TrainingRuns implements AutoCloseable {

  private final Provider<Parts> parts;
  private final Set<TrainingRun> open = new HashSet<>();
  private boolean closed;

  /** What modules have contributed. */
  record Parts(
      Set<TrainingSetup> setups,
      Set<EnvironmentProvider> environments,
      Set<EnvironmentWrapperProvider> wrappers,
      Set<AlgorithmProvider<?>> algorithms,
      Set<TransportProvider> transports,
      Set<MetricsSinkProvider> sinks) {

    @Inject
    Parts {}
  }

  @Inject
  TrainingRuns(Provider<Parts> parts) {
    this.parts = parts;
  }

  /**
   * A new builder of a run with all parts that modules have contributed, for changes of one's own.
   */
  public Training.Builder builder() {
    Parts contributed = parts.get();
    Training.Builder builder = provide(Training.builder(), contributed);
    contributed.setups().forEach(setup -> setup.configure(builder));
    return builder;
  }

  /**
   * Gives a builder the providers and sinks that modules have contributed; setups are left out, so
   * that a run which is resumed keeps its settings.
   *
   * @param builder for example of {@link Training#resume}
   */
  public Training.Builder provide(Training.Builder builder) {
    return provide(builder, parts.get());
  }

  private static Training.Builder provide(Training.Builder builder, Parts parts) {
    parts.environments().forEach(builder::provide);
    parts.wrappers().forEach(builder::provide);
    parts.algorithms().forEach(builder::provide);
    parts.transports().forEach(builder::provide);
    parts.sinks().forEach(builder::metrics);
    return builder;
  }

  /**
   * Starts a run as the setups say.
   *
   * @throws RookeryException if it cannot start; nothing is left running
   * @throws IllegalStateException if {@link #close()} was called
   */
  public TrainingRun start() {
    return start(builder());
  }

  /**
   * Starts a run. The application may close it whenever it likes.
   *
   * @param builder of {@link #builder()}, or of its own
   * @throws RookeryException if it cannot start; nothing is left running
   * @throws IllegalStateException if {@link #close()} was called
   */
  public TrainingRun start(Training.Builder builder) {
    requireOpen();
    TrainingRun run = builder.start();
    try {
      add(run);
    } catch (RuntimeException | Error e) {
      CloseHelper.quietClose(run);
      throw e;
    }
    run.completion().whenComplete((report, failure) -> remove(run));
    return run;
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the application's training runs are closed: none can start");
    }
  }

  private synchronized void add(TrainingRun run) {
    requireOpen();
    open.add(run);
  }

  private synchronized void remove(TrainingRun run) {
    open.remove(run);
  }

  /** Stops the runs that are under way, each with a checkpoint, and waits for their ends. */
  @Override
  public void close() {
    List<TrainingRun> runs;
    synchronized (this) {
      closed = true;
      runs = new ArrayList<>(open);
    }
    runs.forEach(TrainingRun::stop);
    CloseHelper.closeAll(runs);
  }
}
