package dev.rookery.runtime.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.DataType;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.roles.Numbers.NumberingActor;
import dev.rookery.runtime.wire.AnswerReader;
import dev.rookery.runtime.wire.ExperienceBlocks;
import dev.rookery.runtime.wire.Reports;
import dev.rookery.runtime.wire.Requests;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a learner makes of messages that it should not get, and of those that get lost. */
@Timeout(60)
class UnexpectedMessagesTest {

  private final Learning learning = new Learning(2);
  private final Subscription answers = learning.transport.subscribe(Streams.ANSWERS);
  private final Publication requests = learning.transport.publish(Streams.REQUESTS);
  private final Publication experience = learning.transport.publish(Streams.EXPERIENCE);
  private final Publication reports = learning.transport.publish(Streams.REPORTS);
  private final Requests request = new Requests();

  @AfterEach
  void close() {
    learning.close();
  }

  private List<String> answers() {
    return Learning.answers(answers, 0);
  }

  private Requests.Join join(long nonce, int actorId) {
    return new Requests.Join(
        nonce, 5, Numbers.SCHEMA.layoutHash(), Numbers.LAYOUT.layoutHash(), actorId);
  }

  /** Byte 6 of a message has the version of its protocol. */
  @Test
  void anotherVersionOfTheProtocolIsRefusedWithBothNamed() {
    try (Publication scratch = learning.transport.publish("scratch");
        Subscription written = learning.transport.subscribe("scratch")) {
      request.offerHello(scratch, 7, "numbers", "");
      written.poll(
          (buffer, offset, length, id) -> {
            ByteBuffer message = ByteBuffer.allocateDirect(length);
            message.put(0, buffer, offset, length).put(6, (byte) 9);
            requests.offer(message, 0, length);
          },
          1);
    }
    learning.learner.doWork();
    assertEquals(
        List.of(
            "REQUEST: it speaks protocol version 3, and this actor 9: run the same Rookery"
                + " everywhere"),
        answers());
  }

  @Test
  void aRepeatedRequestGetsTheSameSession() {
    for (int i = 0; i < 3; i++) {
      request.offerJoin(requests, join(7, Requests.ANY_ACTOR));
    }
    request.offerJoin(requests, join(8, Requests.ANY_ACTOR));
    learning.learner.doWork();
    assertEquals(
        List.of("actor 0 for 7", "actor 0 for 7", "actor 0 for 7", "actor 1 for 8"), answers());
    assertEquals(2, learning.metric("actors/joined"));
  }

  @Test
  void aRequestThatArrivesAgainAfterItsSessionHasEndedChangesNothing() {
    request.offerJoin(requests, join(7, 1));
    request.offerJoin(requests, join(8, 1));
    request.offerJoin(requests, join(7, 1));
    learning.learner.doWork();
    assertEquals(
        List.of("actor 1 for 7", "TAKEN_OVER: another process joined as actor 1", "actor 1 for 8"),
        answers());
  }

  /** It was stopped, or wrote a long checkpoint; the request was first in the queue. */
  @Test
  void aPauseOfTheLearnerEndsNoSession() {
    request.offerJoin(requests, join(7, Requests.ANY_ACTOR));
    request.offerJoin(requests, join(8, Requests.ANY_ACTOR));
    learning.learner.doWork();
    learning.clock.advanceSeconds(30);
    request.offerJoin(requests, join(9, Requests.ANY_ACTOR));
    learning.learner.doWork();
    assertEquals(
        List.of(
            "actor 0 for 7",
            "actor 1 for 8",
            "RUN_FULL: all 2 actors of the run are connected; run.actors says how many it has"),
        answers());
    assertEquals(2, learning.metric("actors/connected"));
  }

  @Test
  void blocksOfUnknownSessionsAreDroppedAndAnswered() {
    ExperienceBlocks stale = learning.blocks(new ActorSession(1, 4242, 5, 0), Numbers.SCHEMA);
    ExperienceBlocks beyond = learning.blocks(new ActorSession(17, 4243, 5, 0), Numbers.SCHEMA);
    for (int i = 0; i < 5; i++) {
      Learning.send(stale, experience, 1, i);
      Learning.send(beyond, experience, 1, i);
    }
    learning.work(5);
    assertEquals(
        List.of(
            "UNKNOWN_SESSION: the learner does not know actor 1's session, which may be over",
            "UNKNOWN_SESSION: the learner does not know actor 17's session, which may be over"),
        answers()); // not for every block
    assertEquals(10, learning.metric("experience/stale_blocks"));
    assertEquals(0, learning.store.inserted);
    assertEquals(0, learning.learner.environmentSteps());

    learning.clock.advanceSeconds(1.5);
    Learning.send(stale, experience, 1, 9);
    learning.work(2);
    assertEquals(1, answers().size());
  }

  @Test
  void whatAnActorSentBeforeItLeftCounts() {
    ActorSession session = learning.join(1);
    answers();
    ExperienceBlocks blocks = learning.blocks(session, Numbers.SCHEMA);
    Learning.send(blocks, experience, 1, 0);
    request.offerLeave(requests, 1, session.id(), 1, "");
    learning.work(2); // requests are read first
    assertEquals(1, learning.store.inserted);
    assertEquals(0, learning.metric("experience/stale_blocks"));
    assertEquals(0, learning.metric("actors/connected"));
  }

  @Test
  void lostAndReorderedBlocksAreCounted() {
    ActorSession session = learning.join(1);
    try (Publication nowhere = learning.transport.publish("nowhere");
        Subscription lost = learning.transport.subscribe("nowhere")) {
      ExperienceBlocks blocks = learning.blocks(session, Numbers.SCHEMA);
      Learning.send(blocks, experience, 1, 0);
      Learning.send(blocks, nowhere, 1, 1);
      Learning.send(blocks, nowhere, 1, 2);
      Learning.send(blocks, experience, 1, 3);
      learning.work(2);
      assertEquals(2, learning.metric("experience/lost_blocks"));
      assertEquals(0, learning.metric("experience/reordered_blocks"));
      assertEquals(List.of(0, 3), learning.store.rowsOfActors.get(1));
      lost.poll((buffer, offset, length, id) -> experience.offer(buffer, offset, length), 1);
      learning.work(2);
      assertEquals(1, learning.metric("experience/reordered_blocks"));
      assertEquals(List.of(0, 3), learning.store.rowsOfActors.get(1));
    }
  }

  @Test
  void anActorThatSendsOtherRowsIsRefusedAndTheOthersGoOn() {
    ActorSession wrong = learning.join(1);
    NumberingActor numbering = new NumberingActor(0);
    ActorRole right = learning.actor(learning.join(0), numbering);
    answers();
    ExperienceSchema other = ExperienceSchema.of(Column.scalar("other", DataType.FLOAT32));
    ExperienceBlocks blocks = learning.blocks(wrong, other);
    blocks.addEnvironmentSteps(1);
    blocks.sendAll(experience);
    blocks.addEnvironmentSteps(1);
    blocks.sendAll(experience);
    learning.work(50, right);
    assertEquals(
        List.of(
            "FAULT: a block of rows with another layout arrived from actor 1: its algorithm,"
                + " settings or environment differ from the learner's"),
        answers().stream().filter(answer -> answer.startsWith("FAULT")).toList());
    assertEquals(1, learning.metric("actors/connected"));
    assertTrue(numbering.rows > 20);
    assertTrue(learning.learner.environmentSteps() > 20);
  }

  @Test
  void anActorWhoseRowsNothingCanBeLearnedFromIsRefusedAndTheOthersGoOn() {
    ActorSession wrong = learning.join(1);
    NumberingActor numbering = new NumberingActor(0);
    ActorRole right = learning.actor(learning.join(0), numbering);
    answers();
    Learning.send(learning.blocks(wrong, Numbers.SCHEMA), experience, 1, -1);
    learning.work(50, right);
    assertEquals(
        List.of("FAULT: actor 1 sends rows from which nothing can be learned: a number below 0"),
        answers().stream().filter(answer -> answer.startsWith("FAULT")).toList());
    assertEquals(1, learning.metric("actors/connected"));
    assertTrue(learning.learner.environmentSteps() > 20);
  }

  @Test
  void anActorThatClaimsImpossibleStepsIsRefused() {
    ActorSession session = learning.join(1);
    answers();
    ExperienceBlocks blocks = learning.blocks(session, Numbers.SCHEMA);
    blocks.addEnvironmentSteps(-5);
    Learning.send(blocks, experience, 1, 0);
    learning.work(2);
    assertEquals(
        List.of("FAULT: a block of actor 1 claims -4 new environment steps of -4"), answers());
    assertEquals(0, learning.learner.environmentSteps());
  }

  @Test
  void anActorWithReportsThatCannotBeIsRefused() {
    ActorSession first = learning.join(0);
    ActorSession second = learning.join(1);
    answers();
    Reports ofFirst = new Reports(0, first.id());
    ofFirst.offerEpisode(reports, 2, 2, 2);
    ofFirst.offerEpisode(reports, 2, 2, -1);
    ofFirst.offerEpisode(reports, 3, 3, 3); // does not count any more
    new Reports(1, second.id()).offerMeasurement(reports, "nonsense", 1);
    learning.work(2);
    assertEquals(
        List.of(
            "FAULT: actor 0 reports an episode of -1 steps",
            "FAULT: actor 1 reports a metric that cannot exist: the metric 'nonsense' needs a slash"),
        answers());
    assertEquals(List.of("episode of actor 0: 2.0"), learning.reports);
  }

  @Test
  void anActorCannotFillTheMemoryWithNamesOfMeasurements() {
    ActorSession session = learning.join(1);
    answers();
    Reports ofActor = new Reports(1, session.id());
    for (int i = 0; i < 300; i++) {
      ofActor.offerMeasurement(reports, "name/" + i, 1);
      learning.work(1);
    }
    assertEquals(256, learning.reports.size());
    assertTrue(answers().get(0).startsWith("FAULT: actor 1 reports too many metrics"));
  }

  @Test
  void damagedBytesOnAnyStreamDoNotStopTheLearner() {
    ActorRole actor = learning.actor(learning.join(0), new NumberingActor(0));
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(random.nextInt(100));
      byte[] noise = new byte[bytes.capacity()];
      random.nextBytes(noise);
      bytes.put(0, noise);
      for (Publication stream : List.of(requests, experience, reports)) {
        stream.offer(bytes, 0, bytes.capacity());
      }
      learning.work(1, actor);
    }
    learning.work(200, actor);
    assertEquals(900, learning.metric("actors/damaged_messages"));
    assertTrue(learning.learner.environmentSteps() > 100);
  }

  @Test
  void answersWaitForRoomAndOnlySoMany() {
    try (Learning small = new Learning(2, 1 << 10);
        Subscription slow = small.transport.subscribe(Streams.ANSWERS);
        Publication unknown = small.transport.publish(Streams.REQUESTS)) {
      for (int i = 0; i < 20_000; i++) {
        request.offerHello(unknown, i, "", "");
        small.learner.doWork();
      }
      int answered = 0;
      for (int got = 1; got > 0; ) {
        got = Learning.answers(slow, 0).size();
        answered += got;
        small.learner.doWork();
      }
      assertTrue(answered > 1000 && answered < 1100, answered + " answers");
      request.offerHello(unknown, 1, "", "");
      small.learner.doWork();
      assertEquals(List.of("configuration for 1"), Learning.answers(slow, 0));
    }
  }

  /**
   * Each asks for the same place under a new name: no more is remembered than the run has actors.
   */
  @Test
  void seatsDoNotGrowWithThoseThatAsk() {
    for (int i = 0; i < 5_000; i++) {
      request.offerJoin(requests, join(10_000 + i, 1));
      learning.learner.doWork();
      answers();
    }
    assertEquals(1, learning.metric("actors/connected"));
    assertEquals(5_000, learning.metric("actors/joined"));
  }

  /** More than one message of receipts holds. */
  @Test
  void everyOneOfManyActorsGetsItsReceipt() {
    try (Learning large = new Learning(150);
        Subscription received = large.transport.subscribe(Streams.ANSWERS);
        Publication blocks = large.transport.publish(Streams.EXPERIENCE)) {
      List<ActorSession> sessions =
          IntStream.range(0, 150).mapToObj(large.learner::openSession).toList();
      for (ActorSession session : sessions) {
        Learning.send(large.blocks(session, Numbers.SCHEMA), blocks, session.actorId(), 0);
      }
      while (large.store.inserted < 150) {
        assertTrue(large.learner.receive() <= 150);
      }
      Map<Long, Long> taken = new HashMap<>();
      List<AnswerReader> readers =
          sessions.stream()
              .map(
                  session ->
                      new AnswerReader(
                          session.id(),
                          new AnswerReader.Listener() {
                            @Override
                            public void onReceipt(long steps) {
                              taken.merge(session.id(), steps, Long::sum);
                            }
                          }))
              .toList();
      received.poll(
          (b, offset, length, id) -> readers.forEach(reader -> reader.read(b, offset, length)),
          1000);
      assertEquals(150, taken.size());
      assertTrue(taken.values().stream().allMatch(steps -> steps == 1));
    }
  }

  /** A receipt may pass while an actor is disconnected for a moment. */
  @Test
  void aSignOfLifeIsAnsweredWithTheReceipt() {
    ActorSession session = learning.join(1);
    Learning.send(learning.blocks(session, Numbers.SCHEMA), experience, 1, 0);
    learning.work(2);
    assertEquals(List.of("taken 1"), receipts(session));
    learning.work(2);
    assertEquals(List.of(), receipts(session));
    request.offerHeartbeat(requests, 1, session.id(), 1);
    learning.work(2);
    assertEquals(List.of("taken 1"), receipts(session));
  }

  private List<String> receipts(ActorSession session) {
    return Learning.answers(answers, session.id()).stream()
        .filter(answer -> answer.startsWith("taken"))
        .toList();
  }

  @Test
  void aSignOfLifeOfAnUnknownSessionIsRefused() {
    request.offerHeartbeat(requests, 1, 4242, 0);
    learning.work(1);
    assertEquals(
        List.of("UNKNOWN_SESSION: the learner does not know actor 1's session, which may be over"),
        answers());
  }

  @Test
  void aLearnerThatNobodyJoinsSaysWhere() {
    learning.work(10);
    learning.clock.advanceSeconds(60);
    assertEquals(
        "waited 60 s for an actor: none has joined at this process so far; raise"
            + " run.timeoutSeconds if it is only slow",
        assertThrows(WaitTimeoutException.class, learning.learner::doWork).getMessage());
  }

  @Test
  void aLearnerThatAllActorsLeftSaysSo() {
    learning.actor(learning.joinAny(), new NumberingActor(0)).onClose();
    learning.work(10);
    learning.clock.advanceSeconds(60);
    assertEquals(
        "waited 60 s for an actor: all that had joined at this process have left or timed out;"
            + " raise run.timeoutSeconds if it is only slow",
        assertThrows(WaitTimeoutException.class, learning.learner::doWork).getMessage());
  }
}
