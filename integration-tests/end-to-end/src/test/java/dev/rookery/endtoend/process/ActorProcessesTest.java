package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose actors are in processes that the run starts and watches over. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class ActorProcessesTest {

  private static final int PROCESSES = 3;
  private static final int HANG_UP = 1;
  private static final int INTERRUPT = 2;
  private static final int KILL = 9;
  private static final int TERMINATE = 15;

  private static final String TRAIN =
      "train --quiet --algorithm dqn --environment CartPole-v1 --transport aeron --seed 3"
          + " --set hiddenLayers=32 --set learningStarts=200 --set run.metricsInterval=100"
          + " --set run.evaluationInterval=0 --set run.evaluationEpisodes=4 --actor-processes "
          + PROCESSES;

  @TempDir Path directory;
  private Distribution distribution;
  private RunFiles run;

  @BeforeEach
  void prepare() throws Exception {
    distribution = new Distribution(directory);
    distribution.compileOnce();
    run = new RunFiles(directory.resolve("run"));
  }

  @AfterEach
  void endAll() {
    distribution.close();
  }

  /** A run that would go on for long, with all its actors. */
  private RunningProcess start(String more) throws Exception {
    RunningProcess train =
        distribution.start(TRAIN + " --steps 1e9" + more + " --run-directory", run.directory());
    train.awaitWhileAlive("all actors", () -> joined(1, 1, 1) && run.measuredSteps() > 0);
    assertEquals(PROCESSES, train.children().size());
    return train;
  }

  private boolean joined(int... times) {
    for (int process = 0; process < PROCESSES; process++) {
      if (run.timesJoined(process) < times[process]) {
        return false;
      }
    }
    return true;
  }

  @Test
  void aRunReachesItsLimitAndLeavesPolicyAndReport() throws Exception {
    CommandResult result =
        distribution.run(TRAIN + " --json --steps 6000 --run-directory", run.directory());
    assertEquals("", result.err());
    assertEquals(0, result.status());
    assertEquals("steps-reached", run.report().path("stoppedBecause").asText());
    assertTrue(run.report().path("environmentSteps").asLong() >= 6000);
    assertTrue(Files.size(run.directory().resolve("policy.onnx")) > 0);
    // One process may make all the steps before another has joined.
    assertTrue(joined(1, 0, 0) || joined(0, 1, 0) || joined(0, 0, 1));
  }

  @Test
  void anActorThatIsKilledIsReplacedAndTheRunGoesOn() throws Exception {
    RunningProcess train = start("");
    ProcessHandle victim = train.children().get(0);
    List<String> options = List.of(victim.info().arguments().orElseThrow());
    assertTrue(options.contains("-XX:+UseSerialGC"), options::toString);
    assertFalse(options.contains("-XX:+UseParallelGC"), options::toString);
    RunningProcess.signal(KILL, victim);
    train.awaitWhileAlive(
        "one more process that joined",
        () -> run.timesJoined(0) + run.timesJoined(1) + run.timesJoined(2) == PROCESSES + 1);
    long steps = run.measuredSteps();
    train.awaitWhileAlive("progress", () -> run.measuredSteps() > steps + 1000);
    assertEquals(PROCESSES, train.children().size());
    String warning = train.err().lines().filter(line -> line.startsWith("WARN")).findFirst().get();
    assertTrue(
        warning.contains(
            "process id "
                + victim.pid()
                + " was ended by signal 9; restarted"
                + " (restart 1 of at most 10)"),
        warning);
    train.kill();
  }

  @Test
  void aSignalToTheRunEndsItsProcessesInOrder() throws Exception {
    RunningProcess train = start("");
    List<ProcessHandle> actors = train.children();
    train.signal(TERMINATE);
    CommandResult result = train.result();
    assertEquals(128 + TERMINATE, result.status());
    assertFalse(result.err().contains("WARN"), result.err());
    assertTrue(actors.stream().noneMatch(ProcessHandle::isAlive));
    assertEquals("stopped", run.report().path("stoppedBecause").asText());
  }

  /** As a terminal does at Ctrl-C, and when it is closed. */
  @ParameterizedTest
  @ValueSource(ints = {HANG_UP, INTERRUPT})
  void aSignalToTheWholeGroupDoesTheSameWithoutAnyoneComplaining(int signal) throws Exception {
    assumeFalse(RunningProcess.isIgnoredHere(signal));
    RunningProcess train = start("");
    List<ProcessHandle> actors = train.children();
    for (ProcessHandle actor : actors) {
      RunningProcess.signal(signal, actor);
    }
    train.signal(signal);
    CommandResult result = train.result();
    assertEquals(128 + signal, result.status());
    assertFalse(result.err().contains("WARN"), result.err());
    RunningProcess.awaitEnd(actors);
    assertTrue(joined(1, 1, 1));
    assertEquals(PROCESSES, run.timesJoined(0) + run.timesJoined(1) + run.timesJoined(2));
  }

  @Test
  void noProcessOutlivesARunThatIsKilled() throws Exception {
    RunningProcess train = start("");
    List<ProcessHandle> actors = train.children();
    train.kill();
    assertEquals(128 + KILL, train.result().status());
    RunningProcess.awaitEnd(actors);
  }

  /** The environment is a plugin, which the actor processes find as the run does. */
  @Test
  void noneOutlivesItEvenIfItsEnvironmentIsStuck() throws Exception {
    writeStuckEnvironment();
    RunningProcess train =
        distribution.start(
            "train -q -a dqn -e Stuck-v0 --transport aeron --actor-processes 1 --run-directory",
            run.directory());
    Path log = run.directory().resolve("actors/actor-0.log");
    train.awaitWhileAlive("a step that does not end", () -> contains(log, "stuck"));
    List<ProcessHandle> actors = train.children();
    assertEquals(1, actors.size());
    train.kill();
    RunningProcess.awaitEnd(actors);
  }

  @Test
  void anEnvironmentThatIsStuckIsNamedInTheError() throws Exception {
    writeStuckEnvironment();
    CommandResult result =
        distribution.run(
            "train -q -a dqn -e Stuck-v0 --transport aeron --actor-processes 1"
                + " --set run.timeoutSeconds=12 --set run.actorRestarts=0 --run-directory",
            run.directory());
    assertEquals(CommandResult.FAILED, result.status());
    String reason = "waited 9 s for environment Stuck-v0 (copy 0) in step: it is stuck";
    assertTrue(
        result
            .err()
            .lines()
            .anyMatch(line -> line.startsWith("rookery: ") && line.contains(reason)),
        result.err());
  }

  private void writeStuckEnvironment() throws Exception {
    PluginJar.write(
        distribution.plugins().resolve("stuck.jar"),
        "plugin.Stuck",
        """
        package plugin;

        import dev.rookery.environment.*;

        public final class Stuck implements Environment {
          public Space observationSpace() {
            return Space.box(0, 1, 1);
          }

          public Space actionSpace() {
            return Space.discrete(2);
          }

          public void reset(long seed, Observation observation) {
            observation.set(0, 0);
          }

          public void step(Action action, Step step) {
            System.out.println("stuck");
            while (true) {
              Thread.onSpinWait();
            }
          }

          public static final class Provider implements EnvironmentProvider {
            public String name() {
              return "Stuck-v0";
            }

            public String description() {
              return "never makes a step";
            }

            public Environment create(Record settings) {
              return new Stuck();
            }
          }
        }
        """,
        "plugin.Stuck$Provider");
  }

  /** To start it again and again does not help, though the run's other actors make steps. */
  @Test
  void anActorThatAlwaysFailsInItsFirstStepEndsTheRun() throws Exception {
    PluginJar.write(
        distribution.plugins().resolve("broken.jar"),
        "plugin.Broken",
        """
        package plugin;

        import dev.rookery.environment.*;

        public final class Broken implements Environment {
          public Space observationSpace() {
            return Space.box(0, 1, 1);
          }

          public Space actionSpace() {
            return Space.discrete(2);
          }

          public void reset(long seed, Observation observation) {
            observation.set(0, 0);
          }

          public void step(Action action, Step step) {
            if (Thread.currentThread().getName().equals("rookery-actor-1")) {
              throw new IllegalStateException("out of order");
            }
            step.observation().set(0, 1);
            step.terminated(true);
          }

          public static final class Provider implements EnvironmentProvider {
            public String name() {
              return "Broken-v0";
            }

            public String description() {
              return "fails for the second actor of a process";
            }

            public Environment create(Record settings) {
              return new Broken();
            }
          }
        }
        """,
        "plugin.Broken$Provider");
    CommandResult result =
        distribution.run(
            "train -q -a dqn -e Broken-v0 --transport aeron --actor-processes 1 --actors 2"
                + " --steps 1e9 --run-directory",
            run.directory());
    assertEquals(CommandResult.FAILED, result.status());
    String reason =
        "environment Broken-v0 (copy 0) failed in step 1: java.lang.IllegalStateException: out of"
            + " order";
    String error =
        result.err().lines().filter(line -> line.startsWith("rookery: ")).findFirst().get();
    assertTrue(
        error.contains("failed 3 times in the same way without a step in between: " + reason),
        error);
    assertTrue(
        result
            .err()
            .lines()
            .anyMatch(
                line ->
                    line.startsWith("WARN")
                        && line.contains("; restarted (restart 1")
                        && line.contains(reason)),
        result.err());
  }

  private static boolean contains(Path file, String line) {
    try {
      return Files.exists(file) && Files.readString(file).lines().anyMatch(line::equals);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String REPLAY = " --set batchSize=32 --set learningStarts=200";
  private static final String ROUNDS = " --set stepsPerRound=32 --set minibatchSize=64";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c51" + REPLAY,
        "qr-dqn --set quantiles=20" + REPLAY,
        "iqn" + REPLAY,
        "rainbow" + REPLAY,
        "ape-x --set distribution=categorical --set prefetch=true" + REPLAY,
        "ppo" + ROUNDS,
        "impala",
        "a3c --set aggregation=gradients",
        "distributed-dqn" + REPLAY
      })
  void everyAlgorithmGoesOnWithItsProcessesAfterAKill(String algorithm) throws Exception {
    RunningProcess train =
        distribution.start(
            "train --quiet --environment CartPole-v1 --transport aeron --actor-processes 2"
                + " --seed 3 --steps 1e9 --set hiddenLayers=32 --set run.checkpointSeconds=0.5"
                + " --set run.evaluationInterval=0 --set run.evaluationEpisodes=4 --algorithm "
                + algorithm
                + " --run-directory",
            run.directory());
    train.awaitWhileAlive(
        "a checkpoint after the first update",
        () ->
            !run.checkpoints().isEmpty()
                && RunFiles.counters(run.lastCheckpoint()).learnerSteps() > 0);
    train.kill();
    RunFiles.Counters there = RunFiles.counters(run.lastCheckpoint());
    CommandResult resumed =
        distribution.run(
            "train --quiet --resume", run.directory(), "--steps", there.environmentSteps() + 2000);
    assertEquals(0, resumed.status(), resumed::toString);
    assertEquals("steps-reached", run.report().path("stoppedBecause").asText());
    assertTrue(run.report().path("environmentSteps").asLong() >= there.environmentSteps() + 2000);
    assertTrue(run.report().path("learnerSteps").asLong() > there.learnerSteps());
    assertTrue(Files.size(run.directory().resolve("policy.onnx")) > 0);
  }

  /** The other actor waits until the learner has noticed, and for no longer. */
  @ParameterizedTest
  @ValueSource(strings = {"ppo" + ROUNDS, "a3c --set aggregation=average-gradients"})
  void aRoundGoesOnWithoutAnActorThatIsKilledInIt(String algorithm) throws Exception {
    RunningProcess train =
        distribution.start(
            "train --quiet --environment CartPole-v1 --transport aeron --actor-processes 2"
                + " --seed 3 --steps 1e9 --set run.checkpointSeconds=0.5"
                + " --set run.evaluationInterval=0 --algorithm "
                + algorithm
                + " --run-directory",
            run.directory());
    train.awaitWhileAlive(
        "a checkpoint after the first update",
        () ->
            !run.checkpoints().isEmpty()
                && RunFiles.counters(run.lastCheckpoint()).learnerSteps() > 0);
    RunningProcess.signal(KILL, train.children().get(0));
    long updates = RunFiles.counters(run.lastCheckpoint()).learnerSteps();
    train.awaitWhileAlive(
        "many more rounds",
        () -> RunFiles.counters(run.lastCheckpoint()).learnerSteps() > updates + 800);
    assertEquals(2, train.children().size());
    train.kill();
  }

  /** Each update is a rollout's, of 16 steps in 8 environments, which arrive with it or before. */
  @Test
  void noGradientCountsTwiceWhereAWorkerIsKilled() throws Exception {
    RunningProcess train =
        distribution.start(
            "train --quiet --environment CartPole-v1 --transport aeron --actor-processes 2"
                + " --seed 3 --steps 1e9 --set run.checkpointSeconds=0.5"
                + " --set run.evaluationInterval=0 --algorithm a3c"
                + " --set aggregation=gradients --set rolloutSteps=16 --run-directory",
            run.directory());
    train.awaitWhileAlive(
        "a checkpoint after the first update",
        () ->
            !run.checkpoints().isEmpty()
                && RunFiles.counters(run.lastCheckpoint()).learnerSteps() > 0);
    for (int kill = 0; kill < 2; kill++) {
      RunningProcess.signal(KILL, train.children().get(0));
      long updates = RunFiles.counters(run.lastCheckpoint()).learnerSteps();
      train.awaitWhileAlive(
          "more updates",
          () -> RunFiles.counters(run.lastCheckpoint()).learnerSteps() > updates + 200);
      train.awaitWhileAlive("another worker", () -> train.children().size() == 2);
    }
    train.kill();
    RunFiles.Counters counters = RunFiles.counters(run.lastCheckpoint());
    assertTrue(counters.learnerSteps() * 16 * 8 <= counters.environmentSteps(), counters::toString);
  }

  @Test
  void afterTheLastRestartTheRunFailsWithACheckpointAndGoesOnInOneProcess() throws Exception {
    RunningProcess train = start(" --set run.actorRestarts=0");
    RunningProcess.signal(KILL, train.children().get(0));
    CommandResult result = train.result();
    assertEquals(CommandResult.FAILED, result.status());
    String error = result.err().lines().filter(l -> l.startsWith("rookery: ")).findFirst().get();
    assertTrue(
        error.contains(
            "was ended by signal 9, after 0 restarts of actor processes (run.actorRestarts): "),
        error);
    // It says what the process printed last; where it came first, that it waits for the learner
    // too.
    assertTrue(error.contains("joined as actor"), error);
    long steps = RunFiles.counters(run.lastCheckpoint()).environmentSteps();
    assertTrue(steps > 0);
    distribution
        .run(
            "train --quiet --transport local --actor-processes 0 --resume",
            run.directory(),
            "--steps",
            steps + 500)
        .succeeded();
    assertTrue(run.report().path("environmentSteps").asLong() >= steps + 500);
  }
}
