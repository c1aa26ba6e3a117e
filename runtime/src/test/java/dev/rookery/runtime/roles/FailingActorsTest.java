package dev.rookery.runtime.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.RookeryException;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.membership.RepeatedFailureException;
import dev.rookery.runtime.roles.Numbers.NumberingActor;
import dev.rookery.runtime.wire.Requests;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.transport.Publication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Actors of other processes that fail, join again, and fail again. */
@Timeout(60)
class FailingActorsTest {

  private static final String BROKEN = "environment Length (copy 0) failed in step 1: broken";

  private static Learning ownProcesses() {
    return new Learning(3, 1 << 18, 1);
  }

  private static Learning others() {
    return new Learning(3);
  }

  /** An actor joins, makes some steps, none of which arrive, and fails. */
  private static void joinAndFail(Learning learning, int actorId, long steps, String reason) {
    ActorSession session = learning.join(actorId);
    try (Publication requests = learning.transport.publish(Streams.REQUESTS)) {
      new Requests().offerLeave(requests, actorId, session.id(), steps, reason);
      learning.learner.doWork();
    }
  }

  @Test
  void oneThatAlwaysFailsBeforeItsFirstStepEndsTheRun() {
    for (Learning learning : new Learning[] {ownProcesses(), others()}) {
      joinAndFail(learning, 1, 0, BROKEN);
      joinAndFail(learning, 1, 0, BROKEN);
      assertEquals(2, learning.metric("actors/failed"));
      assertEquals(
          "actor 1 failed 3 times in the same way without a step in between: " + BROKEN,
          assertThrows(RepeatedFailureException.class, () -> joinAndFail(learning, 1, 0, BROKEN))
              .getMessage());
      learning.close();
    }
  }

  @Test
  void oneThatMakesStepsInBetweenOrFailsInOtherWaysDoesNot() {
    try (Learning learning = ownProcesses()) {
      for (int i = 0; i < 10; i++) {
        joinAndFail(learning, 1, 0, BROKEN);
        joinAndFail(learning, 1, 0, BROKEN);
        joinAndFail(learning, 1, 5, BROKEN);
        joinAndFail(learning, 1, 0, "another reason");
        joinAndFail(learning, 2, 5, "another reason");
      }
      assertEquals(50, learning.metric("actors/failed"));
    }
  }

  /** A stranger's environment may be broken while the run's other actors are well. */
  @Test
  void oneThatOthersStartedDoesNotEndARunInWhichAnotherWorks() {
    try (Learning learning = others()) {
      ActorRole working = learning.actor(learning.join(0), new NumberingActor(0));
      learning.work(20, working);
      for (int i = 0; i < 10; i++) {
        joinAndFail(learning, 1, 0, BROKEN);
        learning.work(20, working);
      }
      assertEquals(1, learning.metric("actors/connected"));
    }
  }

  @Test
  void oneThatTheRunStartedDoesEvenIfAnotherWorks() {
    try (Learning learning = ownProcesses()) {
      ActorRole working = learning.actor(learning.join(0), new NumberingActor(0));
      learning.work(20, working);
      joinAndFail(learning, 1, 0, BROKEN);
      joinAndFail(learning, 1, 0, BROKEN);
      learning.work(20, working);
      assertThrows(RepeatedFailureException.class, () -> joinAndFail(learning, 1, 0, BROKEN));
    }
  }

  @Test
  void aRunThatWaitsForActorsSaysWhyTheLastOneLeft() {
    try (Learning learning = others()) {
      joinAndFail(learning, 2, 7, BROKEN);
      learning.clock.advanceSeconds(61);
      assertEquals(
          "waited 60 s for an actor: all that had joined at this process have left or timed out;"
              + " last, actor 2 failed: "
              + BROKEN
              + "; raise run.timeoutSeconds if it is only slow",
          assertThrows(RookeryException.class, learning.learner::doWork).getMessage());
    }
  }
}
