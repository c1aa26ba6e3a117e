package dev.rookery.runtime.process;

import dev.rookery.RookeryException;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the actor processes of a run, and watches over them on a thread of its own: one that ends
 * is started again with the same actors, up to a limit in all. None outlives this process.
 */
public final class ActorProcesses implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ActorProcesses.class);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

  /**
   * What to start, and when to give up.
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
  private final Consumer<Throwable> onFailure;
  private final ScheduledExecutorService supervisor =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "rookery-processes");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Integer, ActorProcess> alive = new HashMap<>();
  private int restarts;
  private volatile boolean stopping;

  /**
   * Starts nothing yet.
   *
   * @param onFailure is told why the run cannot go on, once
   */
  public ActorProcesses(Plan plan, Consumer<Throwable> onFailure) {
    this(plan, () -> ChildJvm.of(ActorMain.class.getName()), onFailure);
  }

  ActorProcesses(Plan plan, Supplier<ProcessBuilder> jvm, Consumer<Throwable> onFailure) {
    this.plan = plan;
    this.jvm = jvm;
    this.onFailure = onFailure;
  }

  /** Starts all of them; does not wait for them. */
  public void start() {
    for (int index = 0; index < plan.orders().size(); index++) {
      int process = index;
      supervisor.execute(() -> guarded(() -> launch(process)));
    }
  }

  private void launch(int index) {
    if (stopping) {
      return;
    }
    ActorProcess started = ActorProcess.start(jvm, plan.orders().get(index), log(index));
    alive.put(index, started);
    started
        .onExit()
        .thenRunAsync(() -> guarded(() -> ended(index, started)), supervisor)
        .exceptionally(closed -> null); // The supervisor has ended: nobody is to be told.
  }

  private void ended(int index, ActorProcess process) {
    alive.remove(index);
    if (stopping) {
      return;
    }
    int status = process.exitStatus();
    if (status == ActorMain.REFUSED) {
      throw new SettingsException("%s: %s".formatted(name(index), process.lastWords()));
    }
    // Those who end this process may have ended that one first: complain after the pause only.
    var unused =
        supervisor.schedule(
            () -> guarded(() -> restart(index, process, status)),
            plan.pause().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void restart(int index, ActorProcess dead, int status) {
    if (stopping) {
      return;
    }
    String words = dead.lastWords();
    if (restarts >= plan.restarts()) {
      throw new RookeryException(
          "%s %s, after %s restarts of actor processes (run.actorRestarts)%s; all that it printed is"
                  .formatted(
                      name(index),
                      ActorProcess.describe(status),
                      restarts,
                      words.isEmpty() ? "" : ": " + words)
              + " in "
              + log(index));
    }
    restarts++;
    launch(index);
    LOG.warn(
        "{} with process id {} {}; restarted (restart {} of at most {}); its last output was: {};"
            + " all of it is in {}",
        name(index),
        dead.pid(),
        ActorProcess.describe(status),
        restarts,
        plan.restarts(),
        words,
        log(index));
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

  private String name(int index) {
    ActorOrder order = plan.orders().get(index);
    int last = order.firstActorId() + order.actors() - 1;
    return order.actors() == 1
        ? "actor process %s".formatted(index)
        : "actor process %s (actors %s to %s)".formatted(index, order.firstActorId(), last);
  }

  private Path log(int index) {
    return plan.logs().resolve("actor-%s.log".formatted(index));
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
    alive.values().forEach(ActorProcess::askToLeave);
    try {
      long end = System.nanoTime() + plan.leaveWithin().toNanos();
      for (ActorProcess process : alive.values()) {
        if (!process.await(Math.max(0, end - System.nanoTime()))) {
          LOG.warn("actor process with id {} did not leave in time and was ended", process.pid());
          process.kill();
          process.await(KILL_LIMIT.toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      alive.values().forEach(ActorProcess::kill);
    }
  }
}
