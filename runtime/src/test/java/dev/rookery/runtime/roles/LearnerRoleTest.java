package dev.rookery.runtime.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.DataType;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.Pacing;
import dev.rookery.algorithm.RateLimit;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.StandardError;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.membership.RunDescription;
import dev.rookery.runtime.roles.Numbers.ListStore;
import dev.rookery.runtime.roles.Numbers.NumberingActor;
import dev.rookery.runtime.wire.AnswerReader;
import dev.rookery.runtime.wire.ExperienceBlocks;
import dev.rookery.runtime.wire.Reports;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.runtime.wire.WireException;
import dev.rookery.testkit.checkpoint.MemoryState;
import dev.rookery.training.RunSettings;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportException;
import dev.rookery.transport.local.LocalTransport;
import dev.rookery.transport.local.LocalTransportSettings;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LearnerRoleTest {

  private static final int BLOCK_ROWS = 4;
  private static final RunSettings SETTINGS =
      RunSettings.defaults()
          .with("actors", 2)
          .with("blockRows", BLOCK_ROWS)
          .with("publishInterval", 3)
          .with("timeoutSeconds", 5);

  private final LocalTransport transport =
      new LocalTransport(new LocalTransportSettings(1 << 12, 0));
  private final List<Publication> publications =
      List.of(transport.publish(Streams.EXPERIENCE), transport.publish(Streams.EXPERIENCE));
  private final RunDescription run =
      new RunDescription("numbers", "Length", "algorithm: numbers", 5);
  private final List<ActorSession> sessions = new ArrayList<>();
  private final List<ExperienceBlocks> blocksOfActors = new ArrayList<>();
  private final ManualClock clock = new ManualClock();
  private final List<String> received = new ArrayList<>();
  private boolean listening = true;
  private final ListStore store = new ListStore(2);
  private final CountingLearner learner = new CountingLearner(store);
  private final List<Long> published = new ArrayList<>();
  private final ParameterReceiver feed =
      new ParameterReceiver(
          Numbers.LAYOUT,
          transport.subscribe(Streams.PARAMETERS),
          snapshot -> {
            published.add(snapshot.version());
            assertEquals(snapshot.learnerSteps(), snapshot.values().getFloat());
          });

  private final class Listener implements LearnerRole.Listener {
    @Override
    public void onCycle(LearnerRole role) {
      received.add("cycle");
    }

    @Override
    public void onEnd(LearnerRole role) {
      if (!listening) {
        throw new IllegalStateException("the disk is full");
      }
      received.add("end, learner %s".formatted(learner.closed ? "closed" : "open"));
    }

    @Override
    public void onEpisode(int actorId, double episodeReturn, double learnerReturn, int length) {
      if (!listening) {
        return;
      }
      received.add("episode of actor %d: %s".formatted(actorId, episodeReturn));
    }

    @Override
    public void onMeasurement(int actorId, String name, double value) {
      received.add("%s of actor %d: %s".formatted(name, actorId, value));
    }
  }

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void publishesWhatItStartsWith() {
    LearnerRole role = role(Optional.empty());
    role.onStart();
    feed.poll();
    assertEquals(List.of(1L), published);
    assertEquals(1, role.version());
    assertTrue(role.published());
  }

  @Test
  void warnsOfParametersThatNeverMove() {
    try (StandardError standardError = new StandardError()) {
      LearnerRole role = role(Optional.empty());
      learner.moves = false;
      role.onStart();
      send(0, 0, BLOCK_ROWS, 32);
      for (int i = 0; i < 300; i++) {
        role.doWork();
      }
      List<String> warnings =
          standardError.text().lines().filter(line -> line.contains("no parameter has")).toList();
      assertEquals(1, warnings.size(), standardError.text());
    }
  }

  @Test
  void publishesAfterEveryFewUpdates() {
    LearnerRole role = role(Optional.empty());
    role.onStart();
    send(0, 0, BLOCK_ROWS, 32);
    for (int i = 0; i < 9; i++) {
      role.doWork();
    }
    feed.poll();
    assertEquals(9, role.learnerSteps());
    assertEquals(List.of(1L, 2L, 3L), published);
    role.doWork(); // the fourth is offered at the start of the next cycle
    feed.poll();
    assertEquals(List.of(1L, 2L, 3L, 4L), published);
  }

  @Test
  void countsStepsAndRowsOfAllActors() {
    LearnerRole role = role(Optional.empty());
    send(0, 0, 4, 10);
    send(1, 0, 3, 20);
    send(0, 4, 2, 30);
    role.doWork();
    assertEquals(60, role.environmentSteps());
    assertEquals(List.of(rows(6), rows(3)), store.rowsOfActors);
    assertEquals(3, role.receive());
  }

  /** All actors are in this process: what is wrong here is this program. */
  @Test
  void aDamagedBlockFailsTheRunIfNoOtherProcessHasAPartInIt() {
    LearnerRole role = role(Optional.empty());
    publications.get(0).offer(ByteBuffer.allocateDirect(5), 0, 5);
    WireException refused = assertThrows(WireException.class, role::doWork);
    assertEquals(
        "a message of 5 bytes is too short for a block of experience", refused.getMessage());
  }

  @Test
  void aBlockOfOtherRowsFailsTheRunIfItsActorIsInThisProcess() {
    LearnerRole role = role(Optional.empty());
    ExperienceSchema other = ExperienceSchema.of(Column.scalar("other", DataType.INT32));
    ExperienceBlocks wrong = new ExperienceBlocks(other, BLOCK_ROWS, 1, sessions.get(1).id());
    wrong.addEnvironmentSteps(20);
    assertTrue(wrong.sendAll(publications.get(0)));
    assertThrows(WireException.class, role::doWork);
  }

  /** Steps are counted though no row came of them. */
  @Test
  void aBlockWithoutRowsCounts() {
    LearnerRole role = role(Optional.empty());
    send(0, 0, 0, 7);
    role.doWork();
    assertEquals(7, role.environmentSteps());
    assertEquals(0, store.inserted);
  }

  @Test
  void tellsEachActorWhatItHasTaken() {
    LearnerRole role = role(Optional.empty());
    try (Subscription answers = transport.subscribe(Streams.ANSWERS)) {
      send(0, 0, 4, 10);
      send(1, 0, 3, 20);
      role.doWork();
      role.doWork();
      assertEquals(List.of("actor 0: 10, actor 1: 20"), receipts(answers));
      send(1, 3, 3, 5);
      role.receive();
      assertEquals(List.of("actor 1: 25"), receipts(answers));
    }
  }

  /** The receipts of each message that has any. */
  private List<String> receipts(Subscription subscription) {
    List<String> messages = new ArrayList<>();
    subscription.poll(
        (b, offset, length, id) -> {
          List<String> receipts = new ArrayList<>();
          for (ActorSession session : sessions) {
            new AnswerReader(
                    session.id(),
                    new AnswerReader.Listener() {
                      @Override
                      public void onReceipt(long steps) {
                        receipts.add("actor %d: %d".formatted(session.actorId(), steps));
                      }
                    })
                .read(b, offset, length);
          }
          if (!receipts.isEmpty()) {
            messages.add(String.join(", ", receipts));
          }
        },
        100);
    return messages;
  }

  @Test
  void hearsReports() {
    LearnerRole role = role(Optional.empty());
    try (Publication publication = transport.publish(Streams.REPORTS)) {
      Reports reports = new Reports(1, sessions.get(1).id());
      reports.offerEpisode(publication, 9.5, 19, 3);
      reports.offerMeasurement(publication, "actor/epsilon", 0.1);
    }
    assertEquals(2, role.doWork());
    assertEquals(
        List.of("episode of actor 1: 9.5", "actor/epsilon of actor 1: 0.1", "cycle"), received);
  }

  /** One sample per row: each batch of 4 needs a block of 4. */
  @Test
  void keepsToTheRateLimitAndLeavesTheRestOnTheStream() {
    LearnerRole role = role(Optional.of(new RateLimit(8, 1, CountingLearner.BATCH, 8)));
    send(0, 0, BLOCK_ROWS, 4);
    role.doWork();
    assertEquals(0, role.learnerSteps()); // 8 rows have to be there first
    for (int block = 1; block < 10; block++) {
      send(0, BLOCK_ROWS * block, BLOCK_ROWS, 4);
    }
    for (int i = 0; i < 100; i++) {
      role.doWork();
      long balance = store.inserted - 8 - store.sampled;
      assertTrue(Math.abs(balance) <= 8, "balance " + balance);
    }
    assertEquals(rows(40), store.rowsOfActors.get(0));
    assertEquals((40 - 8 + 8) / CountingLearner.BATCH, role.learnerSteps());
  }

  /** The store of this test keeps all rows, so none is ever taken out. */
  @Test
  void wherePacingIsFreeNoMoreRowsThanMayWaitAreReceived() {
    CountingLearner busy = new CountingLearner(new ListStore(1));
    LearnerRole role = role(transport, SETTINGS, busy, store, new Pacing.Free(2 * BLOCK_ROWS));
    for (int block = 0; block < 10; block++) {
      send(0, BLOCK_ROWS * block, BLOCK_ROWS, 4);
    }
    for (int i = 0; i < 100; i++) {
      role.doWork();
    }
    assertEquals(rows(2 * BLOCK_ROWS), store.rowsOfActors.get(0));
  }

  @Test
  void aBusyLearnerHoldsActorsBackAndLosesNothing() {
    LearnerRole role = role(Optional.of(new RateLimit(4, 1, CountingLearner.BATCH, 4)));
    NumberingActor numbering = new NumberingActor(0);
    ActorRole actor =
        new ActorRole(
            sessions.get(0),
            SETTINGS,
            new SerialVectorEnvironment("Length", List.of(new LengthEnvironment(seed -> 5)), 1),
            numbering,
            Numbers.SCHEMA,
            Numbers.LAYOUT,
            Numbers.IN_BLOCKS,
            transport,
            clock);
    role.onStart();
    int held = 0;
    for (int cycle = 0; cycle < 1000; cycle++) {
      // The actor is five times as fast as one update allows for.
      for (int i = 0; i < 5 * BLOCK_ROWS; i++) {
        held += actor.doWork() == 0 ? 1 : 0;
      }
      role.doWork();
    }
    while (!actor.flush()) {
      role.doWork();
    }
    for (int i = 0; i < 1000; i++) {
      role.doWork();
    }
    assertTrue(held > 1000, "held back " + held + " times");
    assertEquals(rows(numbering.rows), store.rowsOfActors.get(0));
    assertEquals(numbering.rows, role.environmentSteps());
    assertEquals(numbering.rows / CountingLearner.BATCH, role.learnerSteps(), 1);
    actor.onClose();
  }

  @Test
  void inLockstepItMakesTheUpdatesThatAreOwed() {
    LearnerRole role = role(Optional.of(new RateLimit(4, 2, CountingLearner.BATCH, 8)));
    send(0, 0, BLOCK_ROWS, 4);
    role.receive();
    role.learnOwed();
    assertEquals(0, role.learnerSteps());
    send(0, 4, BLOCK_ROWS, 4);
    role.receive();
    role.learnOwed();
    role.learnOwed();
    assertEquals(2, role.learnerSteps());
  }

  /** A learner that draws from a replay would always make one more. */
  @Test
  void inLockstepWithoutALimitItMakesAtMostOneUpdateForEachStep() {
    LearnerRole role = role(Optional.empty());
    role.learnOwed();
    assertEquals(0, role.learnerSteps());
    send(0, 0, BLOCK_ROWS, 7);
    role.receive();
    role.learnOwed();
    assertEquals(7, role.learnerSteps());
    role.learnOwed();
    assertEquals(7, role.learnerSteps());

    MemoryState state = new MemoryState();
    role.save(state);
    ListStore newStore = new ListStore(2);
    LearnerRole after = role(SETTINGS, new CountingLearner(newStore), newStore, Optional.empty());
    after.load(state);
    send(0, 0, BLOCK_ROWS, 5);
    after.receive();
    after.learnOwed();
    assertEquals(12, after.learnerSteps());
  }

  @Test
  void whatItHasOpenedIsClosedIfOneOfItsStreamsCannotBe() {
    for (int streams = 0; streams < 5; streams++) {
      FailingTransport failing = new FailingTransport(transport, streams);
      assertThrows(
          TransportException.class,
          () -> role(failing, SETTINGS, learner, store, new Pacing.Free()));
      assertEquals(streams, failing.opened());
      assertEquals(streams, failing.closed());
    }
    assertFalse(learner.closed || store.closed); // which the caller does
  }

  @Test
  void failsWhenNoExperienceComes() {
    LearnerRole role = role(Optional.of(new RateLimit(8, 1, CountingLearner.BATCH, 8)));
    role.onStart();
    role.doWork();
    clock.advanceSeconds(5);
    role.doWork();
    clock.advanceSeconds(0.1);
    assertEquals(
        "waited 5 s for experience: learning waits for the first rows: 0 of 8 are there; raise"
            + " run.timeoutSeconds if it is only slow",
        assertThrows(RookeryException.class, role::doWork).getMessage());
  }

  @Test
  void goesOnFromACheckpoint() {
    LearnerRole before = role(Optional.empty());
    before.onStart();
    send(0, 0, BLOCK_ROWS, 32);
    for (int i = 0; i < 5; i++) {
      before.doWork();
    }
    MemoryState state = new MemoryState();
    before.save(state);

    ListStore newStore = new ListStore(1);
    LearnerRole after = role(SETTINGS, new CountingLearner(newStore), newStore, Optional.empty());
    after.load(state);
    assertEquals(32, after.environmentSteps());
    assertEquals(5, after.learnerSteps());
    assertEquals(before.version(), after.version());
    assertEquals(0, newStore.inserted); // the replay was not asked for
    after.onStart();
    assertEquals(before.version() + 1, after.version());
  }

  @Test
  void aCheckpointHoldsTheReplayIfAskedTo() {
    LearnerRole before =
        role(SETTINGS.with("checkpointReplay", true), learner, store, Optional.empty());
    send(0, 0, 3, 3);
    before.doWork();
    MemoryState state = new MemoryState();
    before.save(state);
    ListStore newStore = new ListStore(1);
    role(SETTINGS, new CountingLearner(newStore), newStore, Optional.empty()).load(state);
    assertEquals(3, newStore.inserted);
  }

  @Test
  void aSnapshotHasTheParametersAsTheyAre() {
    LearnerRole role = role(Optional.empty());
    send(0, 0, 1, 8);
    role.doWork();
    role.doWork();
    ParameterSnapshot snapshot = role.snapshot();
    assertEquals(8, snapshot.environmentSteps());
    assertEquals(2, snapshot.learnerSteps());
    assertEquals(2f, snapshot.values().getFloat());
    assertEquals(Numbers.LAYOUT.layoutHash(), snapshot.layoutHash());
    assertTrue(snapshot.version() > role.version());
  }

  /**
   * The mean of the blocks since the last report: of the second, one row was made with parameters
   * of two versions before. A block without rows has none that could be old.
   */
  @Test
  void reportsHowOldTheParametersAreBehindTheOldestRows() {
    LearnerRole role = role(Optional.empty());
    role.onStart();
    blocksOfActors.get(0).parameterVersion(1);
    send(0, 0, BLOCK_ROWS, 32);
    for (int i = 0; i < 6; i++) {
      role.doWork();
    }
    assertEquals(3, role.version());
    write(0, 4);
    blocksOfActors.get(0).parameterVersion(3);
    send(0, 5, BLOCK_ROWS - 1, 32);
    blocksOfActors.get(1).parameterVersion(0);
    send(1, 0, 0, 32);
    role.receive();
    Map<String, Double> metrics = new LinkedHashMap<>();
    role.report(metrics::put);
    assertEquals(1.0, metrics.get("experience/parameter_lag"));
    role.report(metrics::put);
    assertEquals(Double.NaN, metrics.get("experience/parameter_lag"));
  }

  /** Blocks in, receipts and signs of life out: the learner's own part of it makes no garbage. */
  @Test
  void takingExperienceAllocatesNothing() {
    LearnerRole role = role(Optional.empty());
    ActorRole actor =
        new ActorRole(
            sessions.get(0),
            SETTINGS.with("maximumLead", 8),
            new SerialVectorEnvironment("Length", List.of(new LengthEnvironment(seed -> 5)), 1),
            new Numbers.SilentActor(),
            Numbers.SCHEMA,
            Numbers.LAYOUT,
            Numbers.IN_BLOCKS,
            transport,
            clock);
    role.onStart();
    listening = false;
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20 && least > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        actor.doWork();
        role.receive();
        clock.advanceSeconds(0.01);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(actor.environmentSteps() > 1000);
    assertEquals(0, least);
  }

  @Test
  void reportsItsOwnNumbersAndThoseOfReplayAndLimit() {
    LearnerRole role = role(Optional.of(new RateLimit(8, 1, CountingLearner.BATCH, 8)));
    send(0, 0, 3, 3);
    role.doWork();
    clock.advanceSeconds(2);
    Map<String, Double> metrics = new LinkedHashMap<>();
    role.report(metrics::put);
    assertEquals(
        List.of(
            "learner/steps 0.0",
            "actors/connected 2.0",
            "actors/joined 2.0",
            "actors/refused 0.0",
            "actors/failed 0.0",
            "actors/damaged_messages 0.0",
            "experience/lost_blocks 0.0",
            "experience/stale_blocks 0.0",
            "experience/reordered_blocks 0.0",
            "experience/parameter_lag 0.0",
            "replay/size 3.0",
            "replay/insert_wait_seconds 0.0",
            "replay/sample_wait_seconds 2.0"),
        metrics.entrySet().stream().map(m -> m.getKey() + " " + m.getValue()).toList());
  }

  @Test
  void tellsOfItsEndBeforeItCloses() {
    LearnerRole role = role(Optional.empty());
    assertEquals("learner", role.roleName());
    role.onClose();
    assertEquals(List.of("end, learner open"), received);
    assertTrue(learner.closed && store.closed);
    assertFalse(transport.publish(Streams.EXPERIENCE).isConnected());
    assertFalse(transport.publish(Streams.REPORTS).isConnected());
  }

  @Test
  void closesEvenIfItsLastCheckpointFails() {
    LearnerRole role = role(Optional.empty());
    listening = false;
    assertThrows(IllegalStateException.class, role::onClose);
    assertTrue(learner.closed && store.closed);
    assertFalse(transport.publish(Streams.EXPERIENCE).isConnected());
  }

  /** Three steps of one environment; the learner makes two updates of each. */
  private LearnerRole roleWithRounds(int maximumLag) {
    learner.stepsOfRound = 2;
    return role(
        transport,
        SETTINGS.with("environmentsPerActor", 1),
        learner,
        store,
        new Pacing.Rounds(3, maximumLag));
  }

  @Test
  void aRoundIsLearnedFromWhenAllActorsHaveSentTheirSteps() {
    LearnerRole role = roleWithRounds(0);
    role.onStart();
    send(0, 0, 3, 3);
    send(1, 0, 2, 2);
    for (int i = 0; i < 10; i++) {
      role.doWork();
    }
    assertEquals(0, role.learnerSteps());
    send(1, 2, 1, 1);
    for (int i = 0; i < 10; i++) {
      role.doWork();
    }
    feed.poll();
    assertEquals(2, role.learnerSteps());
    assertEquals(List.of(1L, 2L), published);
  }

  @Test
  void inLockstepARoundThatIsOverIsLearnedFromAtOnce() {
    LearnerRole role = roleWithRounds(0);
    send(0, 0, 3, 3);
    role.receive();
    role.learnOwed();
    assertEquals(0, role.learnerSteps());
    send(1, 0, 3, 3);
    role.receive();
    role.learnOwed();
    assertEquals(2, role.learnerSteps());
    role.learnOwed();
    assertEquals(2, role.learnerSteps());
  }

  /** As if what was sent was of no use: without a new version the actors would wait for ever. */
  @Test
  void aRoundThatBroughtNothingIsOverToo() {
    LearnerRole role = roleWithRounds(0);
    role.onStart();
    send(0, 0, 0, 3);
    send(1, 0, 0, 3);
    for (int i = 0; i < 10; i++) {
      role.doWork();
    }
    feed.poll();
    assertEquals(0, role.learnerSteps());
    assertEquals(List.of(1L, 2L), published);
  }

  @Test
  void actorsPlayRoundsTogether() {
    LearnerRole role = roleWithRounds(0);
    List<NumberingActor> numbering = List.of(new NumberingActor(0), new NumberingActor(1));
    List<ActorRole> actors = new ArrayList<>();
    for (int id = 0; id < 2; id++) {
      actors.add(actorRole(id, numbering.get(id), new Pacing.Rounds(3, 0)));
    }
    role.onStart();
    for (int i = 0; i < 100; i++) {
      actors.get(0).doWork();
      role.doWork();
      feed.poll();
    }
    assertEquals(3, numbering.get(0).rows); // it waits for the other
    for (int i = 0; i < 100; i++) {
      actors.forEach(ActorRole::doWork);
      role.doWork();
      feed.poll();
      long rounds = role.learnerSteps() / 2;
      for (NumberingActor actor : numbering) {
        assertTrue(actor.rows <= 3 * (rounds + 1), actor.rows + " rows after " + rounds);
      }
    }
    assertEquals(numbering.get(0).rows, numbering.get(1).rows, 3);
    assertTrue(numbering.get(0).rows > 30, numbering.get(0).rows + " rows");
    actors.forEach(ActorRole::onClose);
  }

  /** The learner does not learn before the slower actor is ready, but the faster one goes on. */
  @Test
  void withALagAnActorIsARoundAhead() {
    LearnerRole role = roleWithRounds(1);
    NumberingActor numbering = new NumberingActor(0);
    ActorRole actor = actorRole(0, numbering, new Pacing.Rounds(3, 1));
    role.onStart();
    for (int i = 0; i < 100; i++) {
      actor.doWork();
      role.doWork();
    }
    assertEquals(6, numbering.rows);
    actor.onClose();
  }

  private ActorRole actorRole(int id, NumberingActor numbering, Pacing pacing) {
    return new ActorRole(
        sessions.get(id),
        SETTINGS,
        new SerialVectorEnvironment("Length", List.of(new LengthEnvironment(seed -> 5)), 1),
        numbering,
        Numbers.SCHEMA,
        Numbers.LAYOUT,
        pacing,
        transport,
        clock);
  }

  private LearnerRole role(Optional<RateLimit> limit) {
    return role(SETTINGS, learner, store, limit);
  }

  private LearnerRole role(
      RunSettings settings,
      CountingLearner ownLearner,
      ListStore ownStore,
      Optional<RateLimit> limit) {
    return role(
        transport,
        settings,
        ownLearner,
        ownStore,
        limit.<Pacing>map(l -> l).orElseGet(Pacing.Free::new));
  }

  private LearnerRole role(
      Transport on,
      RunSettings settings,
      CountingLearner ownLearner,
      ListStore ownStore,
      Pacing pacing) {
    LearnerRole role =
        new LearnerRole(
            settings, run, ownLearner, ownStore, pacing, Numbers.LAYOUT, on, clock, new Listener());
    sessions.clear();
    blocksOfActors.clear();
    for (int id = 0; id < settings.actors(); id++) {
      ActorSession session = role.openSession(id);
      sessions.add(session);
      blocksOfActors.add(new ExperienceBlocks(Numbers.SCHEMA, BLOCK_ROWS, id, session.id()));
    }
    return role;
  }

  /** Sends one block with rows that are numbered from {@code first} on. */
  private void send(int actorId, int first, int count, long environmentSteps) {
    ExperienceBlocks blocks = blocksOfActors.get(actorId);
    for (int number = first; number < first + count; number++) {
      write(actorId, number);
    }
    blocks.addEnvironmentSteps(environmentSteps);
    assertTrue(blocks.sendAll(publications.get(actorId)));
  }

  private void write(int actorId, int number) {
    ExperienceBlocks blocks = blocksOfActors.get(actorId);
    int row = blocks.beginRow();
    blocks.buffer().putInt(row, actorId).putInt(row + 4, number);
    blocks.endRow();
  }

  private static List<Integer> rows(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
