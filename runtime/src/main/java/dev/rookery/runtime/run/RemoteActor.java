package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import dev.rookery.environment.VectorEnvironment;
import dev.rookery.runtime.agent.RunAgent;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.membership.JoinClient;
import dev.rookery.runtime.membership.RepeatedFailures;
import dev.rookery.runtime.membership.SessionLostException;
import dev.rookery.runtime.roles.ActorRole;
import dev.rookery.runtime.roles.WaitTimeoutException;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.runtime.wire.Requests;
import dev.rookery.runtime.wire.WireException;
import dev.rookery.transport.TransportException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One actor of another process than the learner's: joins the run and acts, and joins again when it
 * has lost its session, until the run is over. It gives up where it can join, but can make no step.
 */
final class RemoteActor implements Runnable {

  /** How often an agent is kept in touch with the learner. */
  private static final long KEEP_NANOS = 5_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(RemoteActor.class);

  private final RemoteActors all;
  private final OptionalInt actorId;

  /** What a simulator of this process calls; null if the actor steps its environments. */
  private final @Nullable RunAgent agent;

  private final RepeatedFailures unreadableMessages = new RepeatedFailures();
  private final CallWatch callWatch;
  private OptionalInt joinedAs = OptionalInt.empty();

  /** Whether there was a step, or another learner, since the actor joined at the time below. */
  private boolean progress = true;

  private long withoutProgressSince;
  private volatile boolean joined;
  private volatile long environmentSteps;
  private volatile @Nullable Membership membership;

  /**
   * What other threads may know of a session.
   *
   * @param stepsBefore environment steps that the actor had made in earlier sessions
   * @param callLimitSeconds how long a call of an environment may last
   */
  private record Membership(
      ActorSession session,
      SharedTransport.Lease lease,
      VectorEnvironment environments,
      long stepsBefore,
      double callLimitSeconds) {}

  RemoteActor(RemoteActors all, OptionalInt actorId, @Nullable RunAgent agent) {
    this.all = all;
    this.actorId = actorId;
    this.agent = agent;
    callWatch = new CallWatch(all.clock());
  }

  /** Whether it has a session now. */
  boolean isJoined() {
    return joined;
  }

  /** The environment and method that are running now; empty if none is. Any thread may call. */
  String activity() {
    Membership current = membership;
    return current == null ? "" : current.environments().activity();
  }

  /**
   * Describes a call of an environment that lasts too long, and tells the learner of it as the
   * reason why the actor leaves. Called again and again by one thread, which is not the actor's.
   *
   * @return empty if there is no such call
   */
  String reportStuckCall() {
    Membership current = membership;
    String call = activity();
    double seconds = callWatch.look(call, environmentSteps) * 1e-9;
    if (current == null || seconds <= current.callLimitSeconds()) {
      return "";
    }
    String failure =
        String.valueOf(StuckRoleException.inCall(call, current.callLimitSeconds()).getMessage());
    try (JoinClient client = all.joinClient(current.lease())) {
      client.leave(current.session(), environmentSteps - current.stepsBefore(), failure);
    } catch (RuntimeException e) { // The failure is told on this side as well.
      LOG.debug("Actor {} could not tell the learner: {}", current.session().actorId(), failure, e);
    }
    return failure;
  }

  /** Nobody keeps its agent any longer. */
  void endAgent() {
    if (agent != null) {
      agent.end();
    }
  }

  /** How many environment steps it has made in all its sessions. */
  long environmentSteps() {
    return environmentSteps;
  }

  @Override
  public void run() {
    long lostAt = all.clock().nanoTime();
    while (!all.isStopped()) {
      long stepsBefore = environmentSteps;
      try {
        joinAndAct();
        return;
      } catch (SessionLostException e) {
        if (e.isRunOver()) {
          all.runIsOver();
          return;
        }
        boolean mayRejoin =
            e.mayRejoin() || (e.kind() == RefusalKind.TAKEN_OVER && actorId.isEmpty());
        if (!mayRejoin) {
          throw e;
        }
        progress = true;
        left(e);
      } catch (WaitTimeoutException e) {
        checkProgress(e);
        left(e);
      } catch (WireException e) {
        // The message may be of another run, which uses this one's address now.
        boolean stepped = environmentSteps > stepsBefore;
        if (unreadableMessages.add(String.valueOf(e.getMessage()), stepped)) {
          throw e;
        }
        left(e);
      } catch (TransportException e) {
        long now = all.clock().nanoTime();
        lostAt = joinedAs.isPresent() ? now : lostAt;
        if (now - lostAt > all.waitNanos()) {
          throw e;
        }
        checkProgress(e);
        left(e);
      }
    }
  }

  /** Ends an actor that joins again and again, but makes no step in twice the time to wait. */
  private void checkProgress(RookeryException reason) {
    long nanos = all.clock().nanoTime() - withoutProgressSince;
    if (!progress && nanos > 2 * all.waitNanos()) {
      throw new RookeryException(
          String.format(
              Locale.ROOT,
              "an actor joined again and again, but could make no step for %.0f s: %s",
              nanos * 1e-9,
              reason.getMessage()),
          reason);
    }
  }

  private void left(RuntimeException reason) {
    joinedAs.ifPresent(id -> all.left(id, String.valueOf(reason.getMessage())));
    joinedAs = OptionalInt.empty();
  }

  /** Joins and acts until stopped. */
  private void joinAndAct() {
    try (SharedTransport.Lease lease = all.transport().open(all::isStopped)) {
      try {
        joinAndAct(lease);
      } catch (TransportException e) {
        lease.markBroken();
        throw e;
      }
    }
  }

  private void joinAndAct(SharedTransport.Lease lease) {
    try (JoinClient joinClient = all.joinClient(lease)) {
      Optional<JoinClient.Configuration> configuration =
          joinClient.configuration(all.expectedAlgorithm(), all.expectedEnvironment());
      if (configuration.isEmpty()) {
        checkUsable(lease);
        return;
      }
      try (RemoteRuns.Lease run = all.runOf(configuration.get().text())) {
        join(joinClient, configuration.get(), run.run(), lease);
      }
    }
  }

  private void join(
      JoinClient joinClient,
      JoinClient.Configuration configuration,
      RemoteRun run,
      SharedTransport.Lease lease) {
    Optional<ActorSession> session =
        joinClient.join(
            configuration, actorId.orElse(Requests.ANY_ACTOR), run.schemaHash(), run.layoutHash());
    if (session.isEmpty()) {
      checkUsable(lease);
      return;
    }
    try {
      act(joinClient, session.get(), run, lease);
    } finally {
      membership = null;
    }
  }

  private void act(
      JoinClient joinClient, ActorSession session, RemoteRun run, SharedTransport.Lease lease) {
    long stepsBefore = environmentSteps;
    ActorRole role;
    try {
      role =
          agent != null
              ? run.called(session, lease.transport(), all.clock(), agent.environment())
              : run.actor(
                  session,
                  lease.transport(),
                  all.clock(),
                  environments ->
                      membership =
                          new Membership(
                              session, lease, environments, stepsBefore, run.callLimitSeconds()));
    } catch (RuntimeException | Error e) {
      joinClient.leave(session, 0, ActorRole.describe(e));
      throw e;
    }
    joinClient.close(); // From now on the role itself receives what the learner answers.
    try {
      if (progress) {
        progress = false;
        withoutProgressSince = all.clock().nanoTime();
      }
      joinedAs = OptionalInt.of(session.actorId());
      all.joined(session.actorId(), run.config());
      joined = true;
      if (agent != null) {
        progress = true; // Its simulator may be silent.
        keep(agent, role, lease);
      } else {
        act(role, lease);
      }
    } finally {
      progress |= environmentSteps > stepsBefore;
      joined = false;
      if (agent == null) {
        role.onClose();
      }
    }
  }

  /** The agent owns the role from now on. */
  private void keep(RunAgent called, ActorRole role, SharedTransport.Lease lease) {
    long before = environmentSteps;
    called.attach(role);
    try {
      while (!all.isStopped()) {
        checkUsable(lease);
        called.keep();
        environmentSteps = before + called.environmentSteps();
        LockSupport.parkNanos(KEEP_NANOS);
      }
    } finally {
      environmentSteps = before + called.environmentSteps();
      called.detach();
    }
  }

  private void act(ActorRole role, SharedTransport.Lease lease) {
    long before = environmentSteps;
    IdleStrategy idle = all.idleStrategy();
    while (!all.isStopped()) {
      checkUsable(lease);
      int work = role.doWork();
      environmentSteps = before + role.environmentSteps();
      idle.idle(work);
    }
  }

  /** Fails if another actor found the transport broken, which this one may not notice itself. */
  private static void checkUsable(SharedTransport.Lease lease) {
    if (lease.isBroken()) {
      throw new TransportException(
          "the transport to the learner at %s broke".formatted(lease.transport().address()));
    }
  }
}
