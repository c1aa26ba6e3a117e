package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code learner} and {@code actor}, each a process, over UDP. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class LearnerAndActorsTest {

  private static final int TERMINATE = 15;

  @TempDir Path directory;
  private final String address = Ports.freeAddress();
  private Distribution distribution;
  private RunFiles run;

  @BeforeEach
  void prepare() throws Exception {
    distribution = new Distribution(directory);
    run = new RunFiles(directory.resolve("run"));
  }

  @AfterEach
  void endAll() {
    distribution.close();
  }

  private RunningProcess learner(String more) throws Exception {
    return distribution.start(
        "learner --algorithm dqn --environment CartPole-v1 --set hiddenLayers=32"
            + " --set learningStarts=200 --set run.metricsInterval=100"
            + " --set run.checkpointSeconds=1 --set run.evaluationInterval=0 --set run.evaluationEpisodes=4 --listen "
            + address
            + more
            + " --run-directory",
        run.directory());
  }

  private RunningProcess actor(String more) throws Exception {
    return distribution.start("actor --connect " + address + more);
  }

  @Test
  void actorsWaitForARunThatWasStoppedAndEndWithIt() throws Exception {
    RunningProcess actors = actor(" --actors 2");
    RunningProcess learner = learner(" --actors 3 --steps 1e9");
    RunningProcess one = actor(" --actor-id 2 --environment CartPole-v1 --algorithm dqn");
    learner.awaitWhileAlive(
        "all actors", () -> joined(actors) == 2 && joined(one) == 1 && run.measuredSteps() > 2000);
    assertTrue(
        learner.err().contains("Actors join with: rookery actor --connect " + address),
        learner.err());
    learner.signal(TERMINATE);
    assertEquals(128 + TERMINATE, learner.result().status());
    for (RunningProcess each : new RunningProcess[] {actors, one}) {
      each.awaitWhileAlive(
          "to be told", () -> each.err().contains("stopped before its end, and may go on"));
    }
    long steps = run.report().path("environmentSteps").asLong() + 3000;
    RunningProcess resumed =
        distribution.start(
            "learner --steps " + steps + " --listen " + address + " --resume", run.directory());
    assertEquals(0, resumed.result().status());
    for (RunningProcess each : new RunningProcess[] {actors, one}) {
      CommandResult result = each.result();
      assertEquals(0, result.status(), result::toString);
      assertTrue(result.err().contains("The run is over, "), result::toString);
    }
  }

  /** The first learner is killed; another goes on at another address. */
  @Test
  void actorsFindTheirLearnerByAFileAndEndWithTheRunHoweverLateTheyStart() throws Exception {
    Path file = directory.resolve("address");
    RunningProcess actor =
        distribution.start("actor --wait forever --actors 2 --address-file", file);
    RunningProcess first = learner(" --actors 2 --steps 1e9 --address-file " + file);
    first.awaitWhileAlive("progress", () -> joined(actor) == 2 && run.measuredSteps() > 1000);
    assertEquals(address, Files.readString(file).strip());
    first.kill();
    String elsewhere = Ports.freeAddress();
    long steps = RunFiles.counters(run.lastCheckpoint()).environmentSteps() + 3000;
    RunningProcess second =
        distribution.start(
            "learner --listen %s --steps %d --address-file %s --resume"
                .formatted(elsewhere, steps, file),
            run.directory());
    assertEquals(0, second.result().status());
    CommandResult ended = actor.result();
    assertEquals(0, ended.status(), ended::toString);
    assertEquals("over", Files.readString(file).strip());
    CommandResult late = distribution.run("actor --address-file", file);
    assertEquals(0, late.status(), late::toString);
  }

  @Test
  void anActorThatIsAskedToEndLeavesAndAnotherTakesItsPlace() throws Exception {
    RunningProcess learner = learner(" --steps 1e9 --quiet");
    RunningProcess first = actor("");
    first.awaitWhileAlive("an actor", () -> joined(first) == 1 && run.measuredSteps() > 500);
    first.signal(TERMINATE);
    CommandResult left = first.result();
    assertEquals(128 + TERMINATE, left.status());
    assertTrue(left.err().contains("Left the run, "), left::toString);
    RunningProcess second = actor(" --wait 30");
    second.awaitWhileAlive("another actor", () -> joined(second) == 1);
    actor(" --quiet --wait 2")
        .result()
        .refused(
            1, "the learner at aeron:udp " + address + " had no slot for this actor within 2 s: ");
    second.signal(TERMINATE);
    assertEquals(128 + TERMINATE, second.result().status());
    learner.signal(TERMINATE);
    assertEquals(128 + TERMINATE, learner.result().status());
  }

  /** PyTorch's are 110 MB as a jar, and 450 MB unpacked. */
  @Test
  void whatOnlyActsNeedsNoLibrariesForTraining() throws Exception {
    RunningProcess learner = learner(" --steps 1e9 --quiet");
    Path acting = Files.createDirectory(directory.resolve("acting"));
    try (Distribution without = Distribution.forActing(acting)) {
      RunningProcess actor = without.start("actor --connect " + address);
      actor.awaitWhileAlive("an actor", () -> joined(actor) == 1 && run.measuredSteps() > 500);
      Path libraries = Path.of("/proc/%s/maps".formatted(actor.pid()));
      if (Files.exists(libraries)) {
        assertTrue(Files.readString(libraries).contains("onnxruntime"));
        assertFalse(Files.readString(libraries).contains("libtorch"));
      }
      learner.signal(TERMINATE);
      assertEquals(128 + TERMINATE, learner.result().status());
      actor.signal(TERMINATE);
      assertEquals(128 + TERMINATE, actor.result().status());
      Path policy = run.directory().resolve("policy.onnx");
      without.run("evaluate --episodes 2", policy).succeeded();
      without
          .run("train --algorithm dqn --environment CartPole-v1 --steps 100")
          .refused(1, "PyTorch's native libraries for this machine");
    }
  }

  private static long joined(RunningProcess actor) {
    return actor.err().lines().filter(line -> line.startsWith("Joined as actor ")).count();
  }
}
