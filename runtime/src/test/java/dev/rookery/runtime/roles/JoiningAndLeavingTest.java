package dev.rookery.runtime.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.membership.JoinClient;
import dev.rookery.runtime.membership.RefusedException;
import dev.rookery.runtime.membership.SessionLostException;
import dev.rookery.runtime.roles.Numbers.ListStore;
import dev.rookery.runtime.roles.Numbers.NumberingActor;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.runtime.wire.Requests;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.StopReason;
import dev.rookery.transport.Publication;
import dev.rookery.transport.local.LocalTransport;
import dev.rookery.transport.local.LocalTransportSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Actors of other processes become part of a run, lose their part in it, and come back. */
@Timeout(60)
class JoiningAndLeavingTest {

  private final Learning learning = new Learning(3);

  @AfterEach
  void close() {
    learning.close();
  }

  @Test
  void anActorReceivesTheConfigurationAndASession() {
    JoinClient.Configuration run = learning.configuration();
    assertEquals(Learning.CONFIGURATION, run.text());
    assertEquals(5, run.incarnation());
    ActorSession first = learning.joinAny();
    ActorSession second = learning.joinAny();
    assertEquals(0, first.actorId());
    assertEquals(1, second.actorId());
    assertEquals(5, first.incarnation());
    assertNotEquals(first.id(), second.id());
    assertEquals(2, learning.learner.openSession(2).actorId());
    assertEquals(3, learning.metric("actors/connected"));
    assertEquals(3, learning.metric("actors/joined"));
  }

  @Test
  void joinedActorsActAndTheLearnerTakesAllOfIt() {
    NumberingActor first = new NumberingActor(0);
    NumberingActor second = new NumberingActor(2);
    ActorRole one = learning.actor(learning.join(0), first);
    ActorRole other = learning.actor(learning.join(2), second);
    learning.work(300, one, other);
    assertTrue(first.rows > 100, first.rows + " rows"); // far more than its lead
    one.onClose();
    other.onClose();
    learning.work(20);
    assertEquals(
        List.of(rows(first.rows), List.of(), rows(second.rows)), learning.store.rowsOfActors);
    assertEquals(first.rows + second.rows, learning.learner.environmentSteps());
    assertEquals(0, learning.metric("experience/lost_blocks"));
    assertEquals(0, learning.metric("experience/stale_blocks"));
    assertEquals(0, learning.metric("actors/connected"));
    assertEquals(first.rows / 5, reports("episode of actor 0: 5.0"));
  }

  private long reports(String report) {
    return learning.reports.stream().filter(report::equals).count();
  }

  /** There is no update, so no version after the first. */
  @Test
  void aLateJoinerGetsParametersWithoutANewUpdate() {
    NumberingActor early = new NumberingActor(0);
    ActorRole first = learning.actor(learning.joinAny(), early);
    learning.work(100, first);
    NumberingActor late = new NumberingActor(1);
    ActorRole second = learning.actor(learning.joinAny(), late);
    learning.work(30, first, second);
    assertEquals(1, learning.learner.version());
    assertEquals(List.of(1L), late.versions);
    assertEquals(List.of(1L), early.versions); // and no other takes notice
    assertTrue(late.rows > 0);
    assertEquals(0, learning.metric("experience/parameter_lag"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dqn     | ''     | it trains numbers, not dqn",
        "''      | Taxi   | it trains on Length, not on Taxi",
        "numbers | Taxi   | it trains on Length, not on Taxi"
      })
  void anActorThatExpectsAnotherRunIsRefused(String algorithm, String environment, String reason) {
    try (JoinClient joinClient = learning.joinClient(30)) {
      SettingsException refused =
          assertThrows(
              RefusedException.class, () -> joinClient.configuration(algorithm, environment));
      assertEquals(
          "the learner at this process refuses this actor: " + reason, refused.getMessage());
    }
    assertEquals(1, learning.metric("actors/refused"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1 | 1 | 0 | this actor's rows differ from the learner's, though it has its settings: use"
            + " the same plugins and environments everywhere",
        "-1 | 0 | 1 | this actor's parameters differ from the learner's, though it has its"
            + " settings: use the same plugins and environments everywhere",
        "3  | 0 | 0 | there is no actor 3, the run's actors are 0 to 2",
        "-2 | 0 | 0 | there is no actor -2, the run's actors are 0 to 2"
      })
  void anActorThatDoesNotFitIsRefused(
      int actorId, long otherSchema, long otherLayout, String reason) {
    JoinClient.Configuration run = learning.configuration();
    try (JoinClient joinClient = learning.joinClient(30)) {
      RefusedException refused =
          assertThrows(
              RefusedException.class,
              () ->
                  joinClient.join(
                      run,
                      actorId,
                      Numbers.SCHEMA.layoutHash() + otherSchema,
                      Numbers.LAYOUT.layoutHash() + otherLayout));
      assertEquals(
          "the learner at this process refuses this actor: " + reason, refused.getMessage());
    }
    assertEquals(0, learning.metric("actors/joined"));
  }

  @Test
  void anActorThatJoinsARunWithoutFreeSlotsWaitsForOne() {
    long start = learning.clock.nanoTime();
    for (int i = 0; i < 3; i++) {
      learning.joinAny();
    }
    RookeryException full = assertThrows(RookeryException.class, this::joinWithinFiveSeconds);
    assertEquals(
        "the learner at this process had no slot for this actor within 5 s: all 3 actors of the"
            + " run are connected; run.actors says how many it has",
        full.getMessage());
    assertFalse(full instanceof SettingsException); // It may be tried again.
    assertEquals(3, learning.metric("actors/joined"));
    assertEquals(0, learning.metric("actors/refused"));
    learning.joinAny(); // The slot of one that was silent for ten seconds.
    double silent = (learning.clock.nanoTime() - start) * 1e-9;
    assertTrue(silent > 10 && silent < 15, silent + " s");
  }

  private ActorSession joinWithinFiveSeconds() {
    try (JoinClient joinClient = learning.joinClient(5)) {
      return joinClient
          .join(
              joinClient.configuration("", "").orElseThrow(),
              Requests.ANY_ACTOR,
              Numbers.SCHEMA.layoutHash(),
              Numbers.LAYOUT.layoutHash())
          .orElseThrow();
    }
  }

  @Test
  void anActorInTheLearnersOwnProcessIsNeverReplaced() {
    for (int id = 0; id < 3; id++) {
      learning.learner.openSession(id);
    }
    learning.clock.advanceSeconds(30);
    for (int id = Requests.ANY_ACTOR; id < 3; id++) {
      int wanted = id;
      assertEquals(
          "the learner at this process refuses this actor: all 3 actors of the run are in the"
              + " learner's own process",
          assertThrows(RefusedException.class, () -> learning.join(wanted)).getMessage());
    }
  }

  @Test
  void aSlotIsFreeWhenItsActorLeavesOrTimesOut() {
    ActorRole leaving = learning.actor(learning.join(1), new NumberingActor(1));
    ActorRole staying = learning.actor(learning.join(0), new NumberingActor(0));
    ActorRole silent = learning.actor(learning.join(2), new NumberingActor(2));
    learning.work(10, leaving, staying, silent);
    leaving.onClose();
    learning.work(1);
    assertEquals(2, learning.metric("actors/connected"));
    assertEquals(1, learning.joinAny().actorId());
    learning.work(500, staying); // 5 seconds
    learning.work(700, staying);
    assertEquals(1, learning.metric("actors/connected"));
    int next = learning.joinAny().actorId();
    assertTrue(next > 0, "actor " + next);
    learning.work(1, staying); // has not noticed
    assertEquals(3 - next, learning.joinAny().actorId());
  }

  @Test
  void anActorThatWasSilentForTooLongMayJoinAnew() {
    ActorSession session = learning.join(0);
    ActorRole silent = learning.actor(session, new NumberingActor(0));
    learning.work(10, silent);
    learning.work(1100); // 11 seconds
    learning.join(1);
    learning.join(2);
    assertEquals(0, learning.joinAny().actorId());
    SessionLostException lost =
        assertThrows(SessionLostException.class, () -> learning.work(200, silent));
    assertEquals(
        "actor 0's session with the learner at this process is over: no message of actor 0"
            + " arrived for long, and another process joined in its place",
        lost.getMessage());
    assertTrue(lost.mayRejoin());
  }

  /** A restarted actor asks for the id that it had before. */
  @Test
  void anActorThatAsksForAnIdReplacesTheOneThatHasIt() {
    NumberingActor numbering = new NumberingActor(1);
    ActorRole before = learning.actor(learning.join(1), numbering);
    learning.work(20, before);
    long taken = learning.learner.environmentSteps();
    ActorSession session = learning.join(1);
    assertEquals(taken, session.environmentSteps());
    SessionLostException lost =
        assertThrows(SessionLostException.class, () -> learning.work(200, before));
    assertEquals(RefusalKind.TAKEN_OVER, lost.kind());
    assertFalse(lost.mayRejoin());
    assertEquals(
        "actor 1's session with the learner at this process is over: another process joined as"
            + " actor 1",
        lost.getMessage());
    ActorRole after = learning.actor(session, new NumberingActor(1));
    learning.work(50, after);
    assertTrue(learning.learner.environmentSteps() > taken);
    assertEquals(0, learning.metric("experience/lost_blocks"));
    assertEquals(0, learning.metric("experience/reordered_blocks"));
  }

  @Test
  void aRestartedLearnerMakesActorsJoinAnew() {
    ActorRole before = learning.actor(learning.join(1), new NumberingActor(1));
    learning.work(100, before);
    ListStore store = learning.restart(6);
    SessionLostException lost =
        assertThrows(SessionLostException.class, () -> learning.work(200, before));
    assertTrue(lost.mayRejoin());
    assertFalse(lost.isRunOver());
    assertEquals(
        "actor 1's session with the learner at this process is over: it was restarted, and knows no"
            + " earlier sessions",
        lost.getMessage());
    before.onClose();

    ActorSession session = learning.join(1);
    assertEquals(6, session.incarnation());
    NumberingActor numbering = new NumberingActor(1);
    ActorRole after = learning.actor(session, numbering);
    learning.work(200, after);
    after.onClose();
    learning.work(10);
    assertTrue(numbering.rows > 50, numbering.rows + " rows");
    assertEquals(rows(numbering.rows), store.rowsOfActors.get(1));
    assertEquals(0, learning.metric("experience/lost_blocks"));
  }

  @Test
  void aLearnerThatIsRestartedWhileAnActorJoinsSaysSo() {
    JoinClient.Configuration run = learning.configuration();
    learning.restart(6);
    try (JoinClient joinClient = learning.joinClient(30)) {
      SessionLostException lost =
          assertThrows(
              SessionLostException.class,
              () ->
                  joinClient.join(
                      run,
                      Requests.ANY_ACTOR,
                      Numbers.SCHEMA.layoutHash(),
                      Numbers.LAYOUT.layoutHash()));
      assertTrue(lost.mayRejoin());
    }
    assertEquals(0, learning.metric("actors/joined"));
  }

  @Test
  void actorsAreToldThatTheRunIsOver() {
    ActorRole actor = learning.actor(learning.join(1), new NumberingActor(1));
    learning.work(20, actor);
    learning.learner.endsInOrder(StopReason.STEPS_REACHED);
    learning.learner.onClose();
    SessionLostException over = assertThrows(SessionLostException.class, actor::doWork);
    assertTrue(over.isRunOver());
    assertFalse(over.mayRejoin());
    actor.onClose();
  }

  @Test
  void actorsAreToldThatTheRunWasStoppedAndMayGoOn() {
    ActorRole actor = learning.actor(learning.join(1), new NumberingActor(1));
    learning.work(20, actor);
    learning.learner.endsInOrder(StopReason.STOPPED);
    learning.learner.onClose();
    SessionLostException stopped = assertThrows(SessionLostException.class, actor::doWork);
    assertFalse(stopped.isRunOver());
    assertTrue(stopped.mayRejoin());
    assertEquals(RefusalKind.RUN_STOPPED, stopped.kind());
    actor.onClose();
  }

  /** Its answers fill the stream, and it reads none until many attempts to send have failed. */
  @Test
  void anActorThatIsSlowIsToldThatTheRunIsOverToo() {
    try (Learning small = new Learning(1, 1 << 12);
        Publication requests = small.transport.publish(Streams.REQUESTS)) {
      ActorSession session = small.join(0);
      ActorRole actor = small.actor(session, new NumberingActor(0));
      for (int i = 0; i < 500; i++) {
        new Requests().offerHeartbeat(requests, 0, session.id(), 1);
        small.learner.doWork();
      }
      int[] attempts = {0};
      small.clock.onRead(
          () -> {
            if (++attempts[0] == 1000) {
              actor.receive();
            }
          });
      small.learner.endsInOrder(StopReason.STEPS_REACHED);
      small.learner.onClose();
      assertTrue(attempts[0] >= 1000, attempts[0] + " attempts");
      assertTrue(assertThrows(SessionLostException.class, actor::receive).isRunOver());
    }
  }

  @Test
  void anUnansweredHelloIsRepeatedAndThenGivenUp() {
    try (LocalTransport empty = new LocalTransport(LocalTransportSettings.defaults())) {
      ManualClock clock = new ManualClock();
      JoinClient joinClient =
          new JoinClient(
              empty,
              () -> {
                clock.advanceSeconds(0.25);
                return clock.nanoTime();
              },
              () -> 1,
              30,
              () -> false);
      assertEquals(
          "no learner answered at this process within 30 s: is it running, and is the address"
              + " right?",
          assertThrows(RookeryException.class, () -> joinClient.configuration("", ""))
              .getMessage());
      joinClient.close();
    }
  }

  @Test
  void aStopOrAnInterruptEndsTheWait() {
    try (LocalTransport empty = new LocalTransport(LocalTransportSettings.defaults());
        JoinClient stopped =
            new JoinClient(empty, SystemNanoClock.INSTANCE, () -> 1, 1000, () -> true);
        JoinClient interrupted =
            new JoinClient(empty, SystemNanoClock.INSTANCE, () -> 1, 1000, () -> false)) {
      assertEquals(Optional.empty(), stopped.configuration("", ""));
      Thread.currentThread().interrupt();
      assertEquals(Optional.empty(), interrupted.configuration("", ""));
      assertTrue(Thread.interrupted());
    }
  }

  private static List<Integer> rows(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
