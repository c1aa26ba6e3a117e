package dev.rookery.cli;

import dev.rookery.training.ActorListener;
import dev.rookery.training.ActorRun;
import dev.rookery.training.TrainingConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Prints what happens to the actors of this process, a line for each event. Thread-safe. */
final class ActorDisplay implements ActorListener {

  private static final Duration A_YEAR = Duration.ofDays(365);

  private final boolean quiet;
  private final int actors;
  private final PrintWriter err;
  private long reportedAt = System.nanoTime();
  private long reportedSteps;

  ActorDisplay(boolean quiet, int actors, PrintWriter err) {
    this.quiet = quiet;
    this.actors = actors;
    this.err = err;
  }

  @Override
  public void onWaiting(String address, Duration limit) {
    String longest =
        limit.compareTo(A_YEAR) > 0 ? "" : ", at most %s s".formatted(limit.toSeconds());
    print("Waiting for the learner at %s%s".formatted(address, longest));
  }

  @Override
  public void onJoined(int actorId, TrainingConfig config) {
    print(
        "Joined as actor %s of a run of %s on %s"
            .formatted(actorId, config.algorithm().name(), config.environment().name()));
  }

  @Override
  public void onLeft(int actorId, String reason) {
    print("Actor %s is out of the run: %s".formatted(actorId, reason));
  }

  /** Prints how many actors are in the run, and their steps per second since the last report. */
  synchronized void report(ActorRun run) {
    long now = System.nanoTime();
    long steps = run.environmentSteps();
    if (run.joined() > 0) {
      print(
          String.format(
              Locale.ROOT,
              "%d of %d actors in the run, %,d steps (%,.0f/s)",
              run.joined(),
              actors,
              steps,
              (steps - reportedSteps) * 1e9 / (now - reportedAt)));
    }
    reportedAt = now;
    reportedSteps = steps;
  }

  /**
   * Prints the number of steps that were made.
   *
   * @param asked whether the actors left because somebody asked them to
   */
  void end(ActorRun run, boolean asked) {
    print(
        String.format(
            Locale.ROOT,
            "%s, %,d steps made here",
            asked ? "Left the run" : "The run is over",
            run.environmentSteps()));
  }

  private synchronized void print(String line) {
    if (!quiet) {
      err.println(line);
      err.flush();
    }
  }
}
