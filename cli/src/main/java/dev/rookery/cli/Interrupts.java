package dev.rookery.cli;

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

  /** What a signal stops. */
  private interface Stoppable {
    void stop();

    boolean await(Duration limit) throws InterruptedException;
  }

  private final Stoppable run;
  private final String stopping;
  private final String late;
  private final PrintWriter err;
  private final AtomicInteger signal = new AtomicInteger();

  private Interrupts(Stoppable run, String stopping, String late, PrintWriter err) {
    this.run = run;
    this.stopping = stopping;
    this.late = late;
    this.err = err;
  }

  /** Watches for signals from now on. */
  static Interrupts stopping(TrainingRun run, PrintWriter err) {
    Stoppable stoppable =
        new Stoppable() {
          @Override
          public void stop() {
            run.stop();
          }

          @Override
          public boolean await(Duration limit) throws InterruptedException {
            return run.await(limit);
          }
        };
    return new Interrupts(
            stoppable,
            "stopping with a checkpoint",
            "the run did not stop in time; its last checkpoint is in " + run.runDirectory(),
            err)
        .watched();
  }

  /** Watches for signals from now on. */
  static Interrupts stopping(ActorRun run, PrintWriter err) {
    Stoppable stoppable =
        new Stoppable() {
          @Override
          public void stop() {
            run.stop();
          }

          @Override
          public boolean await(Duration limit) throws InterruptedException {
            return run.await(limit);
          }
        };
    return new Interrupts(stoppable, "leaving the run", "the actors did not leave in time", err)
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
    run.stop();
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
