package dev.rookery.cli.benchmark;

import dev.rookery.RookeryException;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Trains planned runs one after another, each in a process of its own.
 *
 * <p>In the output directory, {@code records} gets a file for each run that has ended, and {@code
 * runs} has the run directories. So a benchmark that was stopped or killed goes on where it was if
 * it is started again: runs with a record are kept, a run with a checkpoint goes on from there.
 */
public final class Benchmark {

  private static final String RECORDS = "records";
  private static final String RUNS = "runs";

  private final List<PlannedRun> plan;
  private final Path output;
  private final boolean keepRuns;
  private final BenchmarkListener listener;
  private final RunStarter starter;
  private final TimeLeft timeLeft = new TimeLeft();
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean stopAsked;
  private RunStarter.@Nullable Started underWay;

  /**
   * A benchmark.
   *
   * @param plan the runs, in order
   * @param output the directory to write to; it need not exist
   * @param keepRuns whether to keep the checkpoints of runs that have ended
   */
  public Benchmark(
      List<PlannedRun> plan, Path output, boolean keepRuns, BenchmarkListener listener) {
    this(plan, output, keepRuns, listener, TrainingProcess::start);
  }

  Benchmark(
      List<PlannedRun> plan,
      Path output,
      boolean keepRuns,
      BenchmarkListener listener,
      RunStarter starter) {
    this.plan = List.copyOf(plan);
    this.output = output;
    this.keepRuns = keepRuns;
    this.listener = listener;
    this.starter = starter;
  }

  /** The directory of records in an output directory. */
  public static Path recordsIn(Path output) {
    return output.resolve(RECORDS);
  }

  /**
   * Trains until all runs have ended or {@link #stop} is called. Runs that fail are told to the
   * listener, and the others go on.
   *
   * @return how many runs have failed
   * @throws SettingsException if what is in the output directory was made with other settings, or
   *     is being made by another process, or the directory cannot be written
   */
  public int run() throws InterruptedException {
    try {
      createDirectories(recordsIn(output));
      List<PlannedRun> left = plan.stream().filter(run -> !isRecorded(run)).toList();
      listener.onBegin(plan.size(), plan.size() - left.size());
      int failures = 0;
      for (int i = 0; i < left.size() && !isStopAsked(); i++) {
        failures += succeeds(left.subList(i, left.size())) ? 0 : 1;
      }
      return failures;
    } finally {
      ended.countDown();
    }
  }

  /** Asks the run that is under way to stop soon with a checkpoint, and starts no other. */
  public synchronized void stop() {
    stopAsked = true;
    if (underWay != null) {
      underWay.stop();
    }
  }

  /**
   * Waits until {@link #run} has ended, at most this long.
   *
   * @return whether it has
   */
  public boolean await(Duration limit) throws InterruptedException {
    return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Whether a run has a record, which must be of the same settings. */
  private boolean isRecorded(PlannedRun run) {
    Path file = recordFile(run);
    if (!Files.exists(file)) {
      return false;
    }
    RunRecord record = RecordFile.read(file);
    Optional<String> other = FlatConfig.difference(record.config(), FlatConfig.of(run.config()));
    if (other.isPresent()) {
      throw new SettingsException(
          ("%s was made with another %s than this version or command has for it: choose another"
                  + " --output, or move the record away")
              .formatted(file, other.get()));
    }
    timeLeft.ended(run, record.environmentSteps(), record.wallSeconds());
    return true;
  }

  /** Makes the first of the runs that are left. */
  private boolean succeeds(List<PlannedRun> left) throws InterruptedException {
    PlannedRun run = left.get(0);
    WorkDirectory directory = new WorkDirectory(run, output.resolve(RUNS).resolve(run.key()));
    WorkDirectory.State state = directory.state();
    try {
      if (state != WorkDirectory.State.FINISHED) {
        listener.onStart(
            run,
            plan.size() - left.size() + 1,
            state == WorkDirectory.State.RESUMABLE,
            timeLeft.seconds(left));
        train(directory, run, state);
      }
      if (directory.isFinished()) {
        record(directory, run);
      } else if (!isStopAsked()) {
        throw new RookeryException(
            "its process was asked to stop, not by this one; %s has a checkpoint"
                .formatted(directory.path()));
      }
      return true;
    } catch (RookeryException failure) {
      listener.onFailure(run, failure);
      return false;
    }
  }

  private void train(WorkDirectory directory, PlannedRun run, WorkDirectory.State state)
      throws InterruptedException {
    if (state == WorkDirectory.State.NEW) {
      directory.clear();
    }
    directory.countStart();
    RunStarter.Started started = start(directory, run, state == WorkDirectory.State.RESUMABLE);
    try {
      started.await();
    } catch (InterruptedException e) {
      started.stop();
      throw e;
    } finally {
      setUnderWay(null);
    }
  }

  private RunStarter.Started start(WorkDirectory directory, PlannedRun run, boolean resume) {
    RunStarter.Started started =
        starter.start(run.config(), directory.path(), resume, listener::onProgress);
    setUnderWay(started);
    return started;
  }

  private void record(WorkDirectory directory, PlannedRun run) {
    RunRecord record = directory.record();
    RecordFile.write(record, recordFile(run));
    if (!keepRuns) {
      directory.deleteCheckpoints();
    }
    timeLeft.ended(run, record.environmentSteps(), record.wallSeconds());
    listener.onRecord(record);
  }

  private synchronized void setUnderWay(RunStarter.@Nullable Started started) {
    underWay = started;
    if (stopAsked && started != null) {
      started.stop();
    }
  }

  private synchronized boolean isStopAsked() {
    return stopAsked;
  }

  private Path recordFile(PlannedRun run) {
    return recordsIn(output).resolve(run.key() + RecordFile.EXTENSION);
  }

  private static void createDirectories(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new SettingsException("cannot write to %s: %s".formatted(directory, e), e);
    }
  }
}
