package dev.rookery.runtime.run;

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
import java.util.Optional;
import java.util.OptionalInt;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/**
 * One actor of another process than the learner's: joins the run and acts, and joins again when it
 * has lost its session, until the run is over.
 */
final class RemoteActor implements Runnable {

  private final RemoteActors all;
  private final OptionalInt actorId;
  private final RepeatedFailures unreadableMessages = new RepeatedFailures();
  private OptionalInt joinedAs = OptionalInt.empty();
  private volatile boolean joined;
  private volatile long environmentSteps;
  private volatile @Nullable ActorRole role;

  RemoteActor(RemoteActors all, OptionalInt actorId) {
    this.all = all;
    this.actorId = actorId;
  }

  /** Whether it has a session now. */
  boolean isJoined() {
    return joined;
  }

  /** The environment and method that are running now; empty if none is. Any thread may call. */
  String activity() {
    ActorRole current = role;
    return current == null ? "" : current.activity();
  }

  /** How many environment steps it has made in all its sessions. */
  long environmentSteps() {
    return environmentSteps;
  }

  @Override
  public void run() {
    long lostAt = all.clock().nanoTime();
    while (!all.isStopped()) {
      long before = all.sessions();
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
        left(e);
      } catch (WaitTimeoutException e) {
        left(e);
      } catch (WireException e) {
        // The message may be of another run, which uses this one's address now.
        boolean progress = environmentSteps > stepsBefore;
        if (unreadableMessages.add(String.valueOf(e.getMessage()), progress)) {
          throw e;
        }
        left(e);
      } catch (TransportException e) {
        long now = all.clock().nanoTime();
        lostAt = all.sessions() > before ? now : lostAt;
        if (now - lostAt > all.waitNanos()) {
          throw e;
        }
        left(e);
      }
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
      Optional<JoinClient.Configuration> told =
          joinClient.configuration(all.expectedAlgorithm(), all.expectedEnvironment());
      if (told.isEmpty()) {
        checkUsable(lease);
        return;
      }
      try (RemoteRuns.Lease run = all.runOf(told.get().text())) {
        join(joinClient, told.get(), run.run(), lease);
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
    ActorRole made;
    try {
      made = run.actor(session.get(), lease.transport(), all.clock());
    } catch (RuntimeException | Error e) {
      joinClient.giveUp(session.get(), ActorRole.describe(e));
      throw e;
    }
    joinClient.close(); // From now on the role itself hears what the learner answers.
    try {
      joinedAs = OptionalInt.of(session.get().actorId());
      all.joined(session.get().actorId(), run.config());
      role = made;
      joined = true;
      act(made, lease);
    } finally {
      joined = false;
      made.onClose();
      role = null;
    }
  }

  private void act(ActorRole acting, SharedTransport.Lease lease) {
    long before = environmentSteps;
    IdleStrategy idle = new BackoffIdleStrategy();
    while (!all.isStopped()) {
      checkUsable(lease);
      int work = acting.doWork();
      environmentSteps = before + acting.environmentSteps();
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
