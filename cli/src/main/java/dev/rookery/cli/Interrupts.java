package dev.rookery.cli;

import dev.rookery.cli.benchmark.Benchmark;
import dev.rookery.runtime.process.Signals;
import dev.rookery.training.ActorRun;
import dev.rookery.training.TrainingRun;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets Ctrl-C and the system's request to terminate end a run in order: it stops with a checkpoint,
 * and the command goes on to its end. After a second signal, or if the run does not end in time,
 * the process ends at once.
 *
 * <p>A shutdown hook would not do: the native libraries free themselves in hooks of their own,
 * while the run would still use them.
 */
final class Interrupts {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Waits for a run's end, at most so long; true if it has ended. */
  private interface Wait {
    boolean await(Duration limit) throws InterruptedException;
  }

  private final Runnable stop;
  private final Wait run;
  private final String stopping;
  private final String late;
  private final PrintWriter err;
  private final AtomicInteger signal = new AtomicInteger();

  private Interrupts(Runnable stop, Wait run, String stopping, String late, PrintWriter err) {
    this.stop = stop;
    this.run = run;
    this.stopping = stopping;
    this.late = late;
    this.err = err;
  }

  /** Stops a training at a signal, from now on. */
  static Interrupts stopping(TrainingRun run, PrintWriter err) {
    String late = "the run did not stop in time; its last checkpoint is in " + run.runDirectory();
    return new Interrupts(run::stop, run::await, "stopping with a checkpoint", late, err).watched();
  }

  /** Lets the actors of this process leave at a signal, from now on. */
  static Interrupts stopping(ActorRun run, PrintWriter err) {
    String late = "the actors did not leave in time";
    return new Interrupts(run::stop, run::await, "leaving the run", late, err).watched();
  }

  /** Stops a benchmark at a signal, from now on. */
  static Interrupts stopping(Benchmark benchmark, PrintWriter err) {
    String late = "the run did not stop in time; its last checkpoint is kept";
    return new Interrupts(
            benchmark::stop, benchmark::await, "stopping the run with a checkpoint", late, err)
        .watched();
  }

  private Interrupts watched() {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      Signals.handle(name, this::onSignal);
    }
    return this;
  }

  /** The exit status if a signal came. */
  OptionalInt exitStatus() {
    return signal.get() == 0 ? OptionalInt.empty() : OptionalInt.of(128 + signal.get());
  }

  /** Called on a new thread for every signal. */
  void onSignal(int number) {
    if (!signal.compareAndSet(0, number)) {
      Runtime.getRuntime().halt(128 + number);
    }
    err.printf(
        "%nrookery: %s, within %s s; once more to stop at once%n", stopping, LIMIT.toSeconds());
    err.flush();
    stop.run();
    try {
      if (!run.await(LIMIT)) {
        err.println("rookery: " + late);
        err.flush();
        Runtime.getRuntime().halt(128 + number);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
