package dev.rookery.cli;

import dev.rookery.cli.benchmark.Benchmark;
import dev.rookery.runtime.process.Signals;
import dev.rookery.training.ActorRun;
import dev.rookery.training.TrainingRun;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets Ctrl-C and the system's request to terminate end a run in order: it stops with a checkpoint,
 * and the command goes on to its end. A second Ctrl-C ends the process at once, and so does a
 * second request to terminate that comes some seconds later: engines that run jobs send theirs to
 * every process of a job, so that one often arrives twice. A run that does not end in time is left,
 * too.
 *
 * <p>A shutdown hook would not do: the native libraries free themselves in hooks of their own,
 * while the run would still use them.
 */
final class Interrupts {

  /** The exit status of a process that did not wait for its run's last checkpoint. */
  static final int UNSAVED = 3;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** How long after the first signal another request to terminate counts as the same one. */
  private static final Duration SAME_REQUEST = Duration.ofSeconds(5);

  private static final int INT = 2;

  /** Waits for a run's end, at most so long; true if it has ended. */
  private interface Wait {
    boolean await(Duration limit) throws InterruptedException;
  }

  private final Runnable stop;
  private final Wait run;
  private final String stopping;
  private final String late;
  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private final IntConsumer halt;
  private final AtomicReference<@Nullable Signal> first = new AtomicReference<>();

  /** A signal's number, and when it came. */
  private record Signal(int number, long nanos) {}

  private Interrupts(Runnable stop, Wait run, String stopping, String late, PrintWriter err) {
    this(stop, run, stopping, late, err, System::nanoTime, Runtime.getRuntime()::halt);
  }

  private Interrupts(
      Runnable stop,
      Wait run,
      String stopping,
      String late,
      PrintWriter err,
      LongSupplier nanoTime,
      IntConsumer halt) {
    this.stop = stop;
    this.run = run;
    this.stopping = stopping;
    this.late = late;
    this.err = err;
    this.nanoTime = nanoTime;
    this.halt = halt;
  }

  /** Stops a training at a signal, from now on. */
  static Interrupts stopping(TrainingRun run, PrintWriter err) {
    return of(run, err, System::nanoTime, Runtime.getRuntime()::halt).watched();
  }

  /** Watches no signals: {@link #onSignal} is called by a test. */
  static Interrupts of(TrainingRun run, PrintWriter err, LongSupplier nanoTime, IntConsumer halt) {
    String late = "the run did not stop in time; its last checkpoint is in " + run.runDirectory();
    return new Interrupts(
        run::stop, run::await, "stopping with a checkpoint", late, err, nanoTime, halt);
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
    Signal came = first.get();
    return came == null ? OptionalInt.empty() : OptionalInt.of(128 + came.number);
  }

  /** Called on a new thread for every signal. */
  void onSignal(int number) {
    Signal now = new Signal(number, nanoTime.getAsLong());
    Signal before = first.compareAndExchange(null, now);
    if (before != null) {
      if (number == INT || now.nanos - before.nanos >= SAME_REQUEST.toNanos()) {
        halt.accept(UNSAVED);
      }
      return;
    }
    String again = number == INT ? "once more" : "again after " + SAME_REQUEST.toSeconds() + " s";
    err.printf(
        "%nrookery: %s, within %s s; %s to stop at once%n", stopping, LIMIT.toSeconds(), again);
    err.flush();
    stop.run();
    try {
      if (!run.await(LIMIT)) {
        err.println("rookery: " + late);
        err.flush();
        halt.accept(UNSAVED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
