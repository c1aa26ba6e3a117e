package dev.rookery.runtime.process;

import dev.rookery.RookeryException;
import dev.rookery.runtime.plugins.PluginDirectories;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.ActorListener;
import dev.rookery.training.ActorRun;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The program of an actor process that a run has started. The run writes to its standard input: the
 * first line is an {@link ActorOrder}, another line asks the process to leave, and the end of input
 * means that the run's process is dead, so that this one ends as well.
 *
 * <p>Exit status: 0 if it was asked to leave or the run is over; 1 if it failed; 2 if what was
 * chosen does not go together; 128 plus a signal's number.
 */
public final class ActorMain {

  static final int FAILED = 1;
  static final int REFUSED = 2;

  /** How long the actors may take to leave once the run's process is dead. */
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(2);

  private ActorMain() {}

  /** Reads the order from the standard input, and runs its actors until they end. */
  public static void main(String[] arguments) {
    AtomicInteger signal = new AtomicInteger();
    // A terminal sends these to all processes of the run, which then tells this one what to do.
    Signals.handle("INT", number -> {});
    Signals.handle("HUP", number -> {});
    int status = FAILED;
    try {
      runActors(new InputStreamReader(System.in, StandardCharsets.UTF_8), signal);
      status = signal.get() == 0 ? 0 : 128 + signal.get();
    } catch (SettingsException e) {
      System.err.println("rookery: " + e.getMessage());
      status = REFUSED;
    } catch (RookeryException e) {
      System.err.println("rookery: " + e.getMessage());
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      e.printStackTrace(System.err);
      System.err.println("rookery: unexpected failure: " + e);
    }
    System.err.flush();
    // Whatever threads are left, there is nothing for them to do.
    Runtime.getRuntime().halt(status);
  }

  private static void runActors(InputStreamReader standardInput, AtomicInteger signal)
      throws IOException, InterruptedException {
    BufferedReader input = new BufferedReader(standardInput);
    String line = input.readLine();
    if (line == null) {
      throw new RookeryException(
          "there is no order on the standard input: this process is for runs to start; to bring"
              + " actors to a run, use 'rookery actor'");
    }
    ActorOrder order = ActorOrder.parse(line);
    PluginDirectories.install();
    try (ActorRun actors = start(order)) {
      Signals.handle(
          "TERM",
          number -> {
            signal.set(number);
            actors.stop();
          });
      Thread main = Thread.currentThread();
      Thread watcher = new Thread(() -> stopOnInput(input, actors, main), "rookery-parent");
      watcher.setDaemon(true);
      watcher.start();
      actors.await();
    }
  }

  private static ActorRun start(ActorOrder order) {
    return Training.join()
        .transport(order.transport(), order.settings())
        .actors(order.actors())
        .actorId(order.firstActorId())
        .waitFor(Duration.ofNanos((long) (order.waitSeconds() * 1e9)))
        .onEvent(new Log())
        .start();
  }

  /**
   * Stops the actors at the next line. At the end of input it ends the process after a short time,
   * because the main thread may be busy for long.
   */
  private static void stopOnInput(BufferedReader input, ActorRun actors, Thread main) {
    try {
      while (input.readLine() != null) {
        actors.stop();
      }
    } catch (IOException e) {
      System.err.println("rookery: cannot read from the run's process: " + e);
    }
    actors.stop();
    try {
      main.join(LEAVE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(FAILED);
  }

  /** Prints what happens to the actors. */
  private static final class Log implements ActorListener {

    @Override
    public void onWaiting(String address, Duration limit) {
      System.err.printf("waiting for the learner at %s, %s s%n", address, limit.toSeconds());
    }

    @Override
    public void onJoined(int actorId, TrainingConfig config) {
      System.err.printf(
          "joined as actor %s of a run of %s on %s%n",
          actorId, config.algorithm().name(), config.environment().name());
    }

    @Override
    public void onLeft(int actorId, String reason) {
      System.err.printf("actor %s left: %s%n", actorId, reason);
    }
  }
}
