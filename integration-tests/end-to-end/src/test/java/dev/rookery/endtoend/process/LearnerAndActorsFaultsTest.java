package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.endtoend.process.RunFiles.Counters;
import dev.rookery.endtoend.process.RunFiles.Row;
import dev.rookery.training.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a learner and three actors, all in processes of their own that meet over UDP, survive. One
 * run goes through all of it: each test leaves it whole, and the last one leads it to its end.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LearnerAndActorsFaultsTest {

  private static final int ACTORS = 3;
  private static final int KILLED = 128 + 9;
  private static final int TERMINATE = 15;
  private static final Duration LEARNER_STOP = Duration.ofSeconds(20);
  private static final Duration ACTOR_STOP = Duration.ofSeconds(15);

  /** What a process may take in more for reasons of its own, such as its heap's growth. */
  private static final long SLACK_BYTES = 64L << 20;

  @TempDir static Path directory;
  private static Distribution distribution;
  private static JoinedRun run;

  @BeforeAll
  static void start() throws Exception {
    distribution = new Distribution(directory);
    distribution.compileOnce();
    run = new JoinedRun(distribution, directory.resolve("run"), ACTORS);
  }

  @AfterAll
  static void endAll() {
    distribution.close();
  }

  @Test
  @Order(1)
  void actorsWaitForALearnerThatIsStoppedAndNothingIsLost() throws Exception {
    List<Long> pids = run.actors().stream().map(RunningProcess::pid).toList();
    run.awaitSteps(5000);
    run.learner().suspend();
    List<Long> memory = pids.stream().map(Footprint::residentBytes).toList();
    List<Long> files = pids.stream().map(Footprint::driverBytes).toList();
    run.learner()
        .assertWhileAlive(
            "actors hold no more than before",
            LEARNER_STOP,
            () -> {
              for (int i = 0; i < ACTORS; i++) {
                long grown = Footprint.residentBytes(pids.get(i)) - memory.get(i);
                if (grown > SLACK_BYTES || Footprint.driverBytes(pids.get(i)) > files.get(i)) {
                  return false;
                }
              }
              return true;
            });
    for (RunningProcess actor : run.actors()) { // They tell of their steps every ten seconds.
      actor.awaitWhileAlive("an actor that stands still", () -> standsStill(actor));
    }
    run.learner().resume();
    run.awaitSteps(20_000);
    run.awaitConnected(ACTORS);
    Row row = run.last();
    JoinedRun.assertNothingLost(row);
    assertEquals(0, row.values().get("experience/stale_blocks"), row::toString);
    assertEquals(ACTORS, row.values().get("actors/joined"), row::toString);
  }

  private static boolean standsStill(RunningProcess actor) {
    List<Long> told = JoinedRun.toldSteps(actor);
    return told.stream().distinct().count() < told.size();
  }

  @Test
  @Order(2)
  void anActorThatIsStoppedHoldsNobodyUpAndGoesOn() throws Exception {
    RunningProcess actor = run.actors().get(1);
    Row before = run.last();
    actor.suspend();
    run.learner()
        .assertWhileAlive(
            "the other actors are there",
            ACTOR_STOP,
            () -> run.actors().stream().allMatch(RunningProcess::isAlive));
    List<Row> meanwhile =
        run.files().metrics().stream()
            .filter(row -> row.environmentSteps() > before.environmentSteps())
            .toList();
    Row last = meanwhile.get(meanwhile.size() - 1);
    assertTrue(
        last.counters().wallSeconds() > before.counters().wallSeconds() + 12, meanwhile::toString);
    assertEquals(ACTORS - 1, last.values().get("actors/connected"), last::toString);
    assertTrue(secondsOfLag(last) < 3, last::toString); // Parameters would be that old by now.
    int told = JoinedRun.toldSteps(actor).size();
    actor.resume();
    run.awaitConnected(ACTORS);
    actor.awaitWhileAlive(
        "steps after the stop",
        () -> JoinedRun.toldSteps(actor).stream().skip(told).distinct().count() > 1);
    JoinedRun.assertNothingLost(run.last());
  }

  /** How old the parameters are with which actors act. */
  private static double secondsOfLag(Row row) {
    double updates =
        row.values().get("experience/parameter_lag") * RunSettings.defaults().publishInterval();
    return updates / row.values().get("speed/learner_steps_per_second");
  }

  @Test
  @Order(3)
  void anActorThatIsKilledIsReplacedByAnotherOfItsNumber() throws Exception {
    RunningProcess dead = run.actors().remove(2);
    OptionalInt id = JoinedRun.actorId(dead);
    double joined = run.last().values().get("actors/joined");
    dead.kill();
    assertEquals(KILLED, dead.result().status());
    run.awaitSteps(2000);
    RunningProcess actor = run.actor("--actor-id", id.orElseThrow());
    run.actors().add(actor);
    run.learner()
        .awaitWhileAlive("a new actor", () -> run.last().values().get("actors/joined") > joined);
    run.awaitConnected(ACTORS);
    actor.awaitWhileAlive("its number", () -> JoinedRun.actorId(actor).equals(id));
    assertEquals(List.of(), Footprint.driverDirectories(dead.pid()));
    JoinedRun.assertNothingLost(run.last());
  }

  @Test
  @Order(4)
  void aLearnerThatIsKilledIsResumedAndItsActorsRejoin() throws Exception {
    RunningProcess dead = run.learner();
    dead.kill();
    assertEquals(KILLED, dead.result().status());
    Path from = run.files().lastCheckpoint();
    Counters checkpoint = RunFiles.counters(from);
    run.resume();
    run.learner()
        .awaitWhileAlive(
            "all actors to be back and the learner to learn",
            () -> {
              // One reading: the killed learner's last rows are there until the new one begins.
              List<Row> rows = run.since(checkpoint);
              return rows.stream().anyMatch(Row::isBeforeAnyActor)
                  && rows.get(rows.size() - 1).values().get("actors/connected") == ACTORS
                  && rows.get(rows.size() - 1).counters().learnerSteps()
                      > checkpoint.learnerSteps();
            });
    run.learner().signal(TERMINATE);
    CommandResult result = run.learner().result();
    assertEquals(128 + TERMINATE, result.status(), result::toString);
    assertEquals(List.of(), Footprint.driverDirectories(dead.pid()));

    Counters first = run.since(checkpoint).get(0).counters();
    assertEquals(checkpoint.environmentSteps(), first.environmentSteps());
    assertEquals(checkpoint.learnerSteps(), first.learnerSteps());
    assertEquals("stopped", run.files().report().path("stoppedBecause").asText());
    for (RunningProcess actor : run.actors()) {
      actor.signal(TERMINATE); // The run may be resumed, so they wait.
      CommandResult ended = actor.result();
      assertEquals(128 + TERMINATE, ended.status(), ended::toString);
      assertTrue(ended.err().contains("Left the run, "), ended::toString);
      assertFalse(ended.err().contains("\tat "), ended::toString);
    }
  }
}
