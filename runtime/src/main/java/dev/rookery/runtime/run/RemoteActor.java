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
 * One actor of another process than the learner's: takes part in the run, and joins it anew when it
 * has lost its place, until the run is over.
 */
final class RemoteActor implements Runnable {

  private final RemoteActors all;
  private final OptionalInt actorId;
  private final RepeatedFailures misunderstandings = new RepeatedFailures();
  private OptionalInt joinedAs = OptionalInt.empty();
  private volatile boolean joined;
  private volatile long environmentSteps;
  private volatile @Nullable ActorRole role;

  RemoteActor(RemoteActors all, OptionalInt actorId) {
    this.all = all;
    this.actorId = actorId;
  }

  /** Whether it takes part at the moment. */
  boolean isJoined() {
    return joined;
  }

  /** What it waits for within its environments; empty if it does not. Any thread may ask. */
  String activity() {
    ActorRole current = role;
    return current == null ? "" : current.activity();
  }

  /** Steps that it has made in all its sessions. */
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
        takePart();
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
        // What is not understood may be of another run, which has this one's address now.
        boolean progress = environmentSteps > stepsBefore;
        if (misunderstandings.add(String.valueOf(e.getMessage()), progress)) {
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

  /** Takes part until stopped. */
  private void takePart() {
    try (SharedTransport.Lease lease = all.transport().open(all::isStopped)) {
      try {
        takePart(lease);
      } catch (TransportException e) {
        lease.markBroken();
        throw e;
      }
    }
  }

  private void takePart(SharedTransport.Lease lease) {
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

  /** What one actor finds broken, all give up: it may be found out by exceptions only. */
  private static void checkUsable(SharedTransport.Lease lease) {
    if (lease.isBroken()) {
      throw new TransportException(
          "the transport to the learner at %s broke".formatted(lease.transport().address()));
    }
  }
}
