package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import dev.rookery.environment.ExternalEnvironment;
import dev.rookery.runtime.agent.CalledEnvironment;
import dev.rookery.runtime.agent.RunAgent;
import dev.rookery.runtime.membership.AddressFile;
import dev.rookery.runtime.membership.JoinClient;
import dev.rookery.runtime.plugins.PluginFailure;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.ActorRun;
import dev.rookery.training.Agent;
import dev.rookery.training.TrainingConfig;
import dev.rookery.training.TrainingEngine.JoinOrder;
import dev.rookery.transport.Transport;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actors of this process, which join a run whose learner is in another process. Each has a
 * thread of its own; they share one transport, and one algorithm for each configuration in use. The
 * first actor that fails ends them all.
 */
final class RemoteActors implements ActorRun {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteActors.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
  private static final long WATCH_MILLIS = 100;

  /** How long one of many actors rests at least before it looks again. */
  private static final long LOOK_NANOS = 500_000;

  /** If the learner has not answered after this time, the listener is told that the actors wait. */
  private static final long SILENT_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final JoinOrder order;
  private final NanoClock clock;
  private final SharedTransport transport;
  private final Map<RemoteActor, Thread> threads = new LinkedHashMap<>();
  private final List<RunAgent> agents = new ArrayList<>();
  private final Thread supervisor = new Thread(this::supervise, "rookery-actors");
  private final RemoteRuns runs;
  private final AtomicLong sessions = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicBoolean saidWaiting = new AtomicBoolean();
  private volatile boolean stopped;

  /**
   * Makes actors that are not started yet.
   *
   * @param opener joins the transport
   */
  RemoteActors(JoinOrder order, Plugins plugins, Supplier<Transport> opener, NanoClock clock) {
    this.order = order;
    this.clock = clock;
    Supplier<String> address =
        order
            .addressFile()
            .map(AddressFile::new)
            .<Supplier<String>>map(f -> f::text)
            .orElse(() -> "");
    transport = new SharedTransport(opener, address, clock, order.waitFor());
    runs =
        new RemoteRuns(text -> RemoteRun.of(text, order.transport(), plugins, waitNanos() * 1e-9));
    ClassLoader pluginLoader = Thread.currentThread().getContextClassLoader();
    for (int i = 0; i < order.actors(); i++) {
      OptionalInt first = order.firstActorId();
      Optional<RunAgent> agent = agent(order);
      agent.ifPresent(agents::add);
      RemoteActor actor =
          new RemoteActor(
              this,
              first.isPresent() ? OptionalInt.of(first.getAsInt() + i) : OptionalInt.empty(),
              agent.orElse(null));
      Thread thread = new Thread(() -> run(actor), "rookery-actor-" + i);
      thread.setContextClassLoader(pluginLoader);
      thread.setDaemon(true); // One that is stuck does not keep the process.
      threads.put(actor, thread);
    }
  }

  /** An agent of the simulator that the order is for, if it is for one. */
  private Optional<RunAgent> agent(JoinOrder simulators) {
    return simulators.plugins().stream()
        .filter(ExternalEnvironment.class::isInstance)
        .findFirst()
        .map(
            simulator ->
                new RunAgent(
                    CalledEnvironment.of((ExternalEnvironment) simulator),
                    waitNanos(),
                    () -> "the run's learner, which no agent of this process has joined"));
  }

  @Override
  public List<Agent> agents() {
    return List.copyOf(agents);
  }

  void start() {
    try {
      threads.values().forEach(Thread::start);
      supervisor.start();
    } catch (RuntimeException | Error e) { // no memory for a thread
      stop();
      throw e;
    }
  }

  private void run(RemoteActor actor) {
    try {
      actor.run();
    } catch (RuntimeException | Error e) {
      fail(e);
    } finally {
      actor.endAgent();
    }
  }

  private void fail(Throwable cause) {
    if (!stopped) {
      failure.compareAndSet(null, cause);
    }
    stop();
  }

  /**
   * Waits until the actors have ended. One that is stuck in its environment cannot say so itself:
   * it is reported here, and its thread left behind.
   */
  private void supervise() {
    Map<RemoteActor, Thread> waiting = new LinkedHashMap<>(threads);
    boolean stuck = false;
    long stuckSince = clock.nanoTime();
    try {
      while (!waiting.isEmpty()) {
        TimeUnit.MILLISECONDS.timedJoin(waiting.values().iterator().next(), WATCH_MILLIS);
        waiting.values().removeIf(thread -> !thread.isAlive());
        stuck |= waiting.entrySet().removeIf(e -> isStuck(e.getKey(), e.getValue()));
        if (!stuck) {
          stuckSince = clock.nanoTime();
        } else if (clock.nanoTime() - stuckSince > CLOSE_LIMIT.toNanos()) {
          return; // The others may wait until the stuck one has started.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!stuck) { // Else a thread still uses its run.
      runs.close();
    }
  }

  /** Whether an actor is stuck in its environment; then all end. */
  private boolean isStuck(RemoteActor actor, Thread thread) {
    String stuck = actor.reportStuckCall();
    if (stuck.isEmpty()) {
      return false;
    }
    if (stopped) {
      LOG.warn(stuck);
    }
    fail(new StuckRoleException(stuck));
    thread.interrupt();
    return true;
  }

  @Override
  public void await() throws InterruptedException {
    if (isOwnThread()) {
      throw new IllegalStateException(
          "an actor's own thread, on which listeners are called, cannot wait for its end");
    }
    supervisor.join();
    Throwable cause = failure.get();
    if (cause instanceof SettingsException) {
      throw new SettingsException(String.valueOf(cause.getMessage()), cause);
    } else if (cause instanceof RookeryException) {
      throw new RookeryException(cause.getMessage() + PluginFailure.explanation(cause), cause);
    } else if (cause != null) {
      throw new RookeryException(
          "an actor failed: " + cause + PluginFailure.explanation(cause), cause);
    }
  }

  @Override
  public boolean await(Duration limit) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedJoin(supervisor, limit.toNanos());
    return !supervisor.isAlive();
  }

  private boolean isOwnThread() {
    return threads.containsValue(Thread.currentThread());
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public long environmentSteps() {
    return threads.keySet().stream().mapToLong(RemoteActor::environmentSteps).sum();
  }

  @Override
  public int joined() {
    return (int) threads.keySet().stream().filter(RemoteActor::isJoined).count();
  }

  @Override
  public long sessions() {
    return sessions.get();
  }

  @Override
  public void close() {
    stop();
    if (isOwnThread()) {
      return; // A listener called; the actors end once it returns.
    }
    try {
      boolean ended = await(CLOSE_LIMIT);
      agents.forEach(RunAgent::close);
      if (!ended) {
        LOG.warn(
            "Actors did not leave within {} s: {}",
            CLOSE_LIMIT.toSeconds(),
            threads.keySet().stream()
                .map(RemoteActor::activity)
                .filter(activity -> !activity.isEmpty())
                .findFirst()
                .map(activity -> "stuck is " + activity)
                .orElse("one may be starting, or sending its last rows"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The methods below are called by the actors.

  NanoClock clock() {
    return clock;
  }

  SharedTransport transport() {
    return transport;
  }

  boolean isStopped() {
    return stopped;
  }

  long waitNanos() {
    return order.waitFor().toNanos();
  }

  String expectedAlgorithm() {
    return order.expectedAlgorithm().orElse("");
  }

  String expectedEnvironment() {
    return order.expectedEnvironment().orElse("");
  }

  /**
   * How an actor waits for its learner. Where many wait in one process they rest at once and for
   * longer: a hundred that spin, or look a thousand times in a second, leave nothing to the others.
   */
  IdleStrategy idleStrategy() {
    int perCore = threads.size() / Runtime.getRuntime().availableProcessors();
    return perCore < 2
        ? new BackoffIdleStrategy()
        : new BackoffIdleStrategy(0, 0, LOOK_NANOS, LOOK_NANOS * perCore);
  }

  /**
   * Makes a client for a transport, which tells the listener if the learner's answer takes long.
   */
  JoinClient joinClient(SharedTransport.Lease lease) {
    long start = clock.nanoTime();
    return new JoinClient(
        lease.transport(),
        clock,
        new SecureRandom()::nextLong,
        waitNanos() * 1e-9,
        () -> {
          if (clock.nanoTime() - start > SILENT_WAIT_NANOS
              && saidWaiting.compareAndSet(false, true)) {
            order.listener().onWaiting(lease.transport().address(), order.waitFor());
          }
          return stopped || lease.isBroken();
        });
  }

  /** Begins to use the run of that configuration. */
  RemoteRuns.Lease runOf(String text) {
    return runs.open(text);
  }

  void joined(int actorId, TrainingConfig config) {
    sessions.incrementAndGet();
    saidWaiting.set(false);
    order.listener().onJoined(actorId, config);
  }

  void left(int actorId, String reason) {
    order.listener().onLeft(actorId, reason);
  }

  void runIsOver() {
    stop();
  }
}
