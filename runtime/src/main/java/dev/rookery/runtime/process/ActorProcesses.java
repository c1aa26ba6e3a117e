package dev.rookery.runtime.process;

import dev.rookery.runtime.membership.RepeatedFailureException;
import dev.rookery.runtime.membership.RepeatedFailures;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the actor processes of a run and supervises them on a thread of its own. A process that
 * ends is started again with the same actors. The run fails after a number of restarts in all, or
 * if one process ends in the same way several times without a step of its actors in between. No
 * process outlives this one.
 */
public final class ActorProcesses implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ActorProcesses.class);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

  /**
   * Which processes to start, and when to give up.
   *
   * @param orders one for each process
   * @param restarts how many in all, before the run fails
   * @param pause before a restart
   * @param leaveWithin how long processes have to leave before they are ended
   * @param logs the folder of what the processes print
   */
  public record Plan(
      List<ActorOrder> orders, int restarts, Duration pause, Duration leaveWithin, Path logs) {

    /** How long a dead process of a run stays dead. */
    public static final Duration PAUSE = Duration.ofSeconds(1);

    /** How long the processes of a run have to leave. */
    public static final Duration LEAVE_WITHIN = Duration.ofSeconds(5);

    /** Keeps an immutable copy of the orders. */
    public Plan {
      orders = List.copyOf(orders);
    }

    /** Spreads a run's actors evenly over processes, in the order of their ids. */
    public static List<ActorOrder> spread(
        NamedSettings invitation, int actors, int processes, double waitSeconds) {
      List<ActorOrder> orders = new ArrayList<>();
      for (int process = 0; process < processes; process++) {
        int first = (int) ((long) actors * process / processes);
        int end = (int) ((long) actors * (process + 1) / processes);
        orders.add(
            new ActorOrder(
                invitation.name(), invitation.settings(), first, end - first, waitSeconds));
      }
      return orders;
    }
  }

  private final Plan plan;
  private final Supplier<ProcessBuilder> jvm;
  private final IntToLongFunction receivedSteps;
  private final Consumer<Throwable> onFailure;
  private final List<Supervised> processes;
  private final ScheduledExecutorService supervisor =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "rookery-processes");
            thread.setDaemon(true);
            return thread;
          });
  private int restarts;
  private volatile boolean stopping;

  /**
   * Starts nothing yet.
   *
   * @param receivedSteps how many environment steps of an actor the learner has received
   * @param onFailure is told why the run cannot go on, once
   */
  public ActorProcesses(Plan plan, IntToLongFunction receivedSteps, Consumer<Throwable> onFailure) {
    this(plan, () -> ChildJvm.of(ActorMain.class.getName()), receivedSteps, onFailure);
  }

  ActorProcesses(
      Plan plan,
      Supplier<ProcessBuilder> jvm,
      IntToLongFunction receivedSteps,
      Consumer<Throwable> onFailure) {
    this.plan = plan;
    this.jvm = jvm;
    this.receivedSteps = receivedSteps;
    this.onFailure = onFailure;
    processes = IntStream.range(0, plan.orders().size()).mapToObj(Supervised::new).toList();
  }

  /** Starts all of them; does not wait for them. */
  public void start() {
    processes.forEach(process -> supervisor.execute(() -> guarded(process::launch)));
  }

  /** One of the run's actor processes, through all its lives. Used by the supervisor's thread. */
  private final class Supervised {

    private final ActorOrder order;
    private final String name;
    private final Path log;
    private final RepeatedFailures failures = new RepeatedFailures();
    private long stepsAtLastEnd;
    private @Nullable ActorProcess alive;

    Supervised(int index) {
      order = plan.orders().get(index);
      log = plan.logs().resolve("actor-%s.log".formatted(index));
      name =
          order.actors() == 1
              ? "actor process %s".formatted(index)
              : "actor process %s (actors %s to %s)"
                  .formatted(
                      index, order.firstActorId(), order.firstActorId() + order.actors() - 1);
    }

    void launch() {
      if (stopping) {
        return;
      }
      ActorProcess started = ActorProcess.start(jvm, order, log);
      alive = started;
      started
          .onExit()
          .thenRunAsync(() -> guarded(() -> ended(started)), supervisor)
          .exceptionally(closed -> null); // The supervisor has ended: nobody is to be told.
    }

    private void ended(ActorProcess process) {
      alive = null;
      if (stopping) {
        return;
      }
      if (process.exitStatus() == ActorMain.REFUSED) {
        throw new SettingsException("%s: %s".formatted(name, process.lastOutput()));
      }
      // Those who end this process may have ended that one first: complain after the pause only.
      var unused =
          supervisor.schedule(
              () -> guarded(() -> restart(process)),
              plan.pause().toMillis(),
              TimeUnit.MILLISECONDS);
    }

    private void restart(ActorProcess dead) {
      if (stopping) {
        return;
      }
      String end = ActorProcess.describe(dead.exitStatus());
      String output = dead.lastOutput();
      boolean hopeless = failures.add(end, hasProgress());
      if (hopeless || restarts >= plan.restarts()) {
        String why =
            hopeless
                ? "%s times without a step of its actors in between"
                    .formatted(RepeatedFailures.LIMIT)
                : "after %s restarts of actor processes (run.actorRestarts)".formatted(restarts);
        throw new RepeatedFailureException(
            "%s %s, %s%s; all that it printed is in %s"
                .formatted(name, end, why, output.isEmpty() ? "" : ": " + output, log));
      }
      restarts++;
      launch();
      LOG.warn(
          "{} with process id {} {}; restarted (restart {} of at most {}); its last output was: {};"
              + " all of it is in {}",
          name,
          dead.pid(),
          end,
          restarts,
          plan.restarts(),
          output,
          log);
    }

    /** Whether the learner has received a step since the process ended before. */
    private boolean hasProgress() {
      long before = stepsAtLastEnd;
      stepsAtLastEnd =
          IntStream.range(0, order.actors())
              .mapToLong(i -> receivedSteps.applyAsLong(order.firstActorId() + i))
              .sum();
      return stepsAtLastEnd > before;
    }
  }

  /** What fails here fails the run. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) { // An executor would keep it to itself.
      if (!stopping) {
        stopping = true;
        onFailure.accept(e);
      }
    }
  }

  /** Asks all processes to leave, and ends those that have not within some seconds. */
  @Override
  public void close() {
    stopping = true;
    if (supervisor.isShutdown()) {
      return;
    }
    Future<?> stopped = supervisor.submit(this::stop);
    try {
      stopped.get(plan.leaveWithin().plus(KILL_LIMIT).toSeconds() + 1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Actor processes may be left over", e);
    } finally {
      supervisor.shutdownNow();
    }
  }

  private void stop() {
    List<ActorProcess> left = new ArrayList<>();
    for (Supervised process : processes) {
      if (process.alive != null) {
        left.add(process.alive);
      }
    }
    left.forEach(ActorProcess::askToLeave);
    try {
      long end = System.nanoTime() + plan.leaveWithin().toNanos();
      for (ActorProcess process : left) {
        if (!process.await(Math.max(0, end - System.nanoTime()))) {
          LOG.warn("actor process with id {} did not leave in time and was ended", process.pid());
          process.kill();
          process.await(KILL_LIMIT.toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      left.forEach(ActorProcess::kill);
    }
  }
}
