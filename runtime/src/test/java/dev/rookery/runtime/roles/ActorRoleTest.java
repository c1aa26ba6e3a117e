package dev.rookery.runtime.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Pacing;
import dev.rookery.environment.EnvironmentException;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.membership.SessionLostException;
import dev.rookery.runtime.roles.Numbers.ListStore;
import dev.rookery.runtime.roles.Numbers.NumberingActor;
import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.ExperienceReader;
import dev.rookery.runtime.wire.ParameterMessage;
import dev.rookery.runtime.wire.ReceiptMessage;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.runtime.wire.ReportReader;
import dev.rookery.runtime.wire.Reports;
import dev.rookery.runtime.wire.RequestReader;
import dev.rookery.runtime.wire.Requests;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.training.RunSettings;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.local.LocalTransport;
import dev.rookery.transport.local.LocalTransportSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ActorRoleTest {

  private static final int ENVIRONMENTS = 3;
  private static final int BLOCK_ROWS = 6;
  private static final ActorSession SESSION = new ActorSession(0, 77, 5, 0);

  private final LocalTransport transport =
      new LocalTransport(new LocalTransportSettings(1 << 10, 0));
  private final Subscription experience = transport.subscribe(Streams.EXPERIENCE);
  private final Subscription reports = transport.subscribe(Streams.REPORTS);
  private final Subscription requests = transport.subscribe(Streams.REQUESTS);
  private final Publication parameters = transport.publish(Streams.PARAMETERS);
  private final Publication answers = transport.publish(Streams.ANSWERS);
  private final ManualClock clock = new ManualClock();
  private final NumberingActor numbering = new NumberingActor(0);
  private final ActorRole actor = actor(1_000_000);
  private final ListStore store = new ListStore(1);
  private final List<String> received = new ArrayList<>();
  private long environmentSteps;

  /** Episodes of four steps; a measurement each 12 own steps, since there are two actors. */
  private ActorRole actor(int maximumLead) {
    return actor(SESSION, maximumLead, seed -> 4);
  }

  private ActorRole actor(ActorSession session, int maximumLead, LongToIntFunction length) {
    return actor(session, maximumLead, length, Numbers.IN_BLOCKS);
  }

  private ActorRole actor(
      ActorSession session, int maximumLead, LongToIntFunction length, Pacing pacing) {
    RunSettings settings =
        RunSettings.defaults()
            .with("actors", 2)
            .with("blockRows", BLOCK_ROWS)
            .with("maximumLead", maximumLead)
            .with("timeoutSeconds", 5)
            .with("metricsInterval", 24);
    SerialVectorEnvironment environments =
        new SerialVectorEnvironment(
            "Length",
            Stream.generate(() -> new LengthEnvironment(length)).limit(ENVIRONMENTS).toList(),
            1);
    return new ActorRole(
        session,
        settings,
        environments,
        numbering,
        Numbers.SCHEMA,
        Numbers.LAYOUT,
        pacing,
        transport,
        clock);
  }

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void doesNotStepBeforeItHasParameters() {
    assertEquals(0, actor.doWork());
    assertEquals(0, numbering.rows);
    sendParameters(1, 0);
    assertEquals(2, actor.doWork());
    assertEquals(ENVIRONMENTS, numbering.rows);
    assertEquals(1, actor.parameterVersion());
    assertEquals("actor-0", actor.roleName());
  }

  @Test
  void sendsEveryRowAndCountsEveryStep() {
    sendParameters(1, 0);
    for (int i = 0; i < 100; i++) {
      assertTrue(actor.doWork() > 0);
      takeAll();
    }
    assertTrue(actor.flush());
    takeAll();
    assertEquals(rows(100 * ENVIRONMENTS), store.rowsOfActors.get(0));
    assertEquals(100 * ENVIRONMENTS, environmentSteps);
    assertEquals(actor.blocks(), 100 * ENVIRONMENTS / BLOCK_ROWS);
  }

  /** The rows of one step, and none later, whatever fits into a block. */
  @Test
  void wherePacingIsFreeRowsAreSentAtOnce() {
    ActorRole free = actor(SESSION, 1_000_000, seed -> 4, new Pacing.Free());
    sendParameters(1, 0);
    for (int i = 1; i < 10; i++) {
      assertTrue(free.doWork() > 0); // sends what the step before it made
      takeAll();
      assertEquals(rows((i - 1) * ENVIRONMENTS), store.rowsOfActors.get(0));
    }
    free.onClose();
  }

  @Test
  void aSlowLearnerHoldsItBackAndLosesNothing() {
    sendParameters(1, 0);
    int cycles = 0;
    while (actor.doWork() > 0 && cycles < 10_000) {
      takeReports();
      cycles++;
    }
    assertTrue(cycles > 1 && cycles < 10_000, cycles + " cycles");
    int held = numbering.rows;
    for (int i = 0; i < 10; i++) {
      assertEquals(0, actor.doWork());
    }
    assertEquals(held, numbering.rows);

    takeAll();
    assertEquals(1, actor.doWork());
    assertEquals(held + ENVIRONMENTS, numbering.rows);
    while (!actor.flush()) {
      takeAll();
    }
    takeAll();
    assertEquals(rows(held + ENVIRONMENTS), store.rowsOfActors.get(0));
    assertEquals(held + ENVIRONMENTS, environmentSteps);
  }

  /** Of eight steps, two of three environments fit; a block that is not full is sent as well. */
  @Test
  void staysCloseToWhatTheLearnerHasTaken() {
    ActorRole close = actor(8);
    sendParameters(1, 0);
    close.doWork();
    close.doWork();
    for (int i = 0; i < 5; i++) {
      assertEquals(0, close.doWork());
    }
    assertEquals(6, numbering.rows);
    takeExperience();
    assertEquals(6, environmentSteps);

    sendReceipt(6);
    assertEquals(2, close.doWork());
    assertEquals(1, close.doWork());
    assertEquals(0, close.doWork());
    assertEquals(12, numbering.rows);
    sendReceipt(7);
    assertEquals(2, close.doWork());
    assertEquals(0, close.doWork());
    assertEquals(15, numbering.rows);
  }

  @Test
  void oneStepOfAllEnvironmentsIsNeverTooFar() {
    ActorRole close = actor(1);
    sendParameters(1, 0);
    for (int i = 1; i < 20; i++) {
      assertTrue(close.doWork() > 0);
      assertEquals(0, close.doWork());
      assertEquals(i * ENVIRONMENTS, numbering.rows);
      takeAll();
      assertEquals(i * ENVIRONMENTS, environmentSteps);
      sendReceipt(environmentSteps);
    }
  }

  @Test
  void reportsEveryEpisodeAndMeasuresNowAndThen() {
    sendParameters(1, 0);
    for (int i = 0; i < 9; i++) {
      actor.doWork();
      takeAll();
    }
    assertTrue(actor.flush());
    takeAll();
    String episode = "episode 4 of return 4.0";
    assertEquals(
        List.of(
            "actor/rows 3.0",
            episode,
            episode,
            episode,
            "actor/rows 15.0",
            episode,
            episode,
            episode,
            "actor/rows 27.0"),
        received);
  }

  /** Where nobody takes reports, none gets lost either. */
  @Test
  void unreadReportsHoldItBackToo() {
    sendParameters(1, 0);
    int cycles = 0;
    while (actor.doWork() > 0 && cycles < 10_000) {
      takeExperience();
      cycles++;
    }
    assertTrue(cycles > 1 && cycles < 10_000, cycles + " cycles");
    while (!actor.flush()) {
      takeAll();
    }
    takeAll();
    long episodes = received.stream().filter(report -> report.startsWith("episode")).count();
    assertEquals(numbering.rows / ENVIRONMENTS / 4 * ENVIRONMENTS, episodes);
  }

  @Test
  void takesNewParametersBetweenSteps() {
    sendParameters(1, 0);
    actor.doWork();
    sendParameters(3, 50);
    sendParameters(2, 50);
    actor.doWork();
    assertEquals(List.of(1L, 3L), numbering.versions);
    assertEquals(3, actor.parameterVersion());
  }

  /** There are to be two actors, but what is not known of the other does not count. */
  @Test
  void countsTheRunsStepsAsTheLearnerDoesAndItsOwnSince() {
    sendParameters(1, 1000);
    actor.doWork();
    actor.doWork();
    sendParameters(2, 5000);
    actor.doWork();
    actor.doWork();
    assertEquals(List.of(1000L, 1003L, 5000L, 5003L), numbering.stepsSeen);
  }

  /** Its own last steps are still on their way when the learner counts. */
  @Test
  void theStepsThatItKnowsOfNeverFall() {
    sendParameters(1, 0);
    actor.doWork();
    actor.doWork();
    sendParameters(2, 3);
    actor.doWork();
    assertEquals(List.of(0L, 3L, 6L), numbering.stepsSeen);
  }

  /** The parameters that are sent to it again may be older than its session. */
  @Test
  void anActorThatJoinsLateKnowsWhereTheRunIs() {
    ActorRole late = actor(new ActorSession(0, 78, 5, 700), 1_000_000, seed -> 4);
    sendParameters(1, 0);
    late.doWork();
    late.doWork();
    sendParameters(2, 900);
    late.doWork();
    assertEquals(List.of(700L, 703L, 900L), numbering.stepsSeen);
  }

  @Test
  void whatItHasOpenedIsClosedIfItsEnvironmentsDoNotStart() {
    actor.onClose();
    takeAll();
    IllegalStateException broken = new IllegalStateException("no seed");
    EnvironmentException failed =
        assertThrows(
            EnvironmentException.class,
            () ->
                actor(
                    SESSION,
                    8,
                    seed -> {
                      throw broken;
                    }));
    assertSame(broken, failed.getCause());
    takeAll();
    requests();
    assertFalse(parameters.isConnected());
    assertFalse(answers.isConnected());
    assertEquals(0, experience.publishers());
    assertEquals(0, reports.publishers());
    assertEquals(0, requests.publishers());
  }

  @Test
  void anActorThatFailsSaysWhyAsItLeaves() {
    int[] episodes = {0};
    ActorRole failing =
        actor(
            new ActorSession(1, 78, 5, 0),
            1_000_000,
            seed -> {
              if (++episodes[0] > ENVIRONMENTS) {
                throw new IllegalStateException("no more episodes");
              }
              return 1;
            });
    sendParameters(1, 0);
    String message = assertThrows(EnvironmentException.class, failing::doWork).getMessage();
    requests();
    failing.onClose();
    assertEquals(List.of("leave 1 78 after 0 " + message), requests());
    assertTrue(message.contains("no more episodes"), message);
  }

  @Test
  void failsWhenTheFirstParametersDoNotCome() {
    clock.advanceSeconds(5);
    actor.doWork();
    clock.advanceSeconds(0.1);
    assertEquals(
        "waited 5 s for the learner's first parameters: its last message arrived 5 s ago, at this"
            + " process; raise run.timeoutSeconds if it is only slow",
        assertThrows(RookeryException.class, actor::doWork).getMessage());
  }

  @Test
  void failsWhenTheLearnerTakesNothing() {
    sendParameters(1, 0);
    int seconds = 0;
    while (actor.doWork() > 0) {
      clock.advanceSeconds(4);
      seconds += 4;
    }
    clock.advanceSeconds(1.1);
    assertEquals(
        "waited 5 s for the learner to take experience: it is stuck, or gone; its last message"
            .concat(
                " arrived %d s ago, at this process; raise run.timeoutSeconds if it is only slow")
            .formatted(seconds + 1),
        assertThrows(RookeryException.class, actor::doWork).getMessage());
  }

  /** What it acts with goes along, so that the learner can send what is missing. */
  @Test
  void saysEverySecondThatItIsThere() {
    actor.doWork();
    sendParameters(3, 0);
    for (int i = 0; i < 25; i++) {
      actor.doWork();
      takeAll();
      clock.advanceSeconds(0.1);
    }
    assertEquals(
        List.of("heartbeat 0 77 0", "heartbeat 0 77 3", "heartbeat 0 77 3"),
        requests().subList(0, 3));
  }

  @Test
  void sendsItsLastRowsAndLeavesAsItCloses() {
    sendParameters(1, 0);
    actor.doWork();
    takeAll();
    assertEquals(0, environmentSteps); // the block is not full
    actor.onClose();
    takeAll();
    assertEquals(rows(ENVIRONMENTS), store.rowsOfActors.get(0));
    assertEquals(ENVIRONMENTS, environmentSteps);
    List<String> said = requests();
    assertEquals("leave 0 77 after 3", said.get(said.size() - 1));
  }

  @Test
  @Timeout(20)
  void doesNotWaitForeverForALearnerThatTakesNothingAsItCloses() {
    sendParameters(1, 0);
    while (actor.doWork() > 0) {}
    clock.onRead(() -> clock.advanceSeconds(0.001));
    actor.onClose();
    assertTrue(numbering.closed);
  }

  @Test
  void endsWithItsSessionAndSaysWhy() {
    sendParameters(1, 0);
    actor.doWork();
    Answers messages = new Answers("");
    messages.offerRefusal(answers, new Answers.Refusal(0, 78, RefusalKind.FAULT, "another's"));
    messages.offerRefusal(answers, new Answers.Refusal(77, 0, RefusalKind.REQUEST, "another's"));
    messages.offerHeartbeat(answers, SESSION.incarnation());
    assertEquals(4, actor.doWork());
    messages.offerRefusal(answers, new Answers.Refusal(0, 77, RefusalKind.FAULT, "of its rows"));
    SessionLostException lost = assertThrows(SessionLostException.class, actor::doWork);
    assertEquals(
        "actor 0's session with the learner at this process is over: of its rows",
        lost.getMessage());
    assertEquals(RefusalKind.FAULT, lost.kind());
    requests();
    actor.onClose();
    assertEquals(List.of(), requests()); // it has left already
  }

  @Test
  void endsWhenAnotherLearnerAnswers() {
    sendParameters(1, 0);
    actor.doWork();
    new Answers("").offerHeartbeat(answers, SESSION.incarnation() + 1);
    assertTrue(assertThrows(SessionLostException.class, actor::doWork).mayRejoin());
  }

  private List<String> requests() {
    List<String> received = new ArrayList<>();
    RequestReader reader =
        new RequestReader(
            new RequestReader.Listener() {
              @Override
              public void onHello(long nonce, int version, String first, String second) {
                received.add("hello");
              }

              @Override
              public void onJoin(Requests.Join request) {
                received.add("join");
              }

              @Override
              public void onActorHeartbeat(int actorId, long session, long parameterVersion) {
                received.add("heartbeat %d %d %d".formatted(actorId, session, parameterVersion));
              }

              @Override
              public void onLeave(int actorId, long session, long steps, String failure) {
                received.add(
                    "leave %d %d after %d %s".formatted(actorId, session, steps, failure).strip());
              }
            });
    requests.poll((b, offset, length, id) -> reader.read(b, offset, length), 100);
    return received;
  }

  @Test
  void closesWhatItOwns() {
    actor.onClose();
    assertTrue(numbering.closed);
    assertFalse(parameters.isConnected());
    assertFalse(answers.isConnected());
    experience.poll((buffer, offset, length, publisher) -> {}, 1);
    assertEquals(0, experience.publishers());
  }

  private void sendParameters(long version, long steps) {
    ParameterMessage message = new ParameterMessage(Numbers.LAYOUT);
    message.write(version, steps, 0, values -> values.putFloat(0));
    assertTrue(message.offer(parameters) > 0);
  }

  private void sendReceipt(long steps) {
    assertTrue(new ReceiptMessage().add(SESSION.id(), steps).offer(answers) > 0);
  }

  private void takeAll() {
    takeExperience();
    takeReports();
  }

  private void takeExperience() {
    ExperienceReader reader = new ExperienceReader(Numbers.SCHEMA);
    while (experience.poll((buffer, offset, length, id) -> take(reader, buffer, offset, length), 9)
        > 0) {}
  }

  private void take(ExperienceReader reader, ByteBuffer buffer, int offset, int length) {
    store.insert(reader.wrap(buffer, offset, length));
    environmentSteps += reader.newSteps();
  }

  private void takeReports() {
    Reports.Listener listener =
        new Reports.Listener() {
          @Override
          public void onEpisode(
              int actorId, double episodeReturn, double learnerReturn, int length) {
            received.add("episode %d of return %s".formatted(length, episodeReturn));
          }

          @Override
          public void onMeasurement(int actorId, String name, double value) {
            received.add(name + " " + value);
          }
        };
    ReportReader reader = new ReportReader();
    while (reports.poll((b, offset, length, id) -> reader.wrap(b, offset, length).tell(listener), 9)
        > 0) {}
  }

  private static List<Integer> rows(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
