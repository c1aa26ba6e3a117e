package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose messages go through a media driver of a process of its own, until it dies. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class ExternalDriverTest {

  private static final String SMALL =
      " -a dqn -e CartPole-v1 --quiet --steps 2e9 --set hiddenLayers=32 --set learningStarts=200"
          + " --set run.metricsInterval=2000 --set run.evaluationInterval=0"
          + " --set run.evaluationEpisodes=2";

  @TempDir Path directory;

  /** A media driver, and what Rookery is told of it. */
  private record Driver(RunningProcess process, Path directory, String settings) {}

  private Driver driver(Distribution distribution, String name) throws Exception {
    Path files = directory.resolve(name);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-cp",
            distribution.jar().toString(),
            "-Daeron.dir=" + files,
            "-Daeron.threading.mode=SHARED",
            "-Daeron.timer.interval=100ms",
            "io.aeron.driver.MediaDriver");
    RunningProcess process = distribution.start(directory, command);
    process.awaitWhileAlive("a driver", () -> Files.exists(files.resolve("cnc.dat")));
    String settings = "--set transport.driver=external --set transport.directory=" + files;
    return new Driver(process, files, settings + " --set transport.channel=ipc");
  }

  @Test
  void trainingWorksOverItUntilItDies() throws Exception {
    try (Distribution distribution = new Distribution(directory)) {
      Driver ofTrain = driver(distribution, "driver-of-train");
      Driver ofLearner = driver(distribution, "driver-of-learner");
      RunFiles trained = new RunFiles(directory.resolve("train"));
      RunFiles learned = new RunFiles(directory.resolve("learner"));
      RunningProcess train =
          distribution.start(
              "train --transport aeron --actor-processes 2 " + ofTrain.settings() + SMALL,
              "--run-directory",
              trained.directory());
      RunningProcess learner =
          distribution.start(
              "learner " + ofLearner.settings() + SMALL, "--run-directory", learned.directory());
      RunningProcess actor = distribution.start("actor --quiet --wait 30 " + ofLearner.settings());
      train.awaitWhileAlive("two actors", () -> hasActors(trained, 2));
      learner.awaitWhileAlive("an actor", () -> hasActors(learned, 1));

      assertASecondLearnerIsRefused(ofLearner, learner);

      List<ProcessHandle> children = train.children();
      assertEquals(2, children.size());
      ofTrain.process().kill();
      ofLearner.process().kill();
      assertDriverIsDead(ofTrain, train);
      assertDriverIsDead(ofLearner, learner);
      assertDriverIsDead(ofLearner, actor);
      assertFalse(children.stream().anyMatch(ProcessHandle::isAlive));
      assertFalse(trained.checkpoints().isEmpty());
      assertFalse(learned.checkpoints().isEmpty());
    }
  }

  private static boolean hasActors(RunFiles run, int count) {
    return run.metrics().stream()
        .anyMatch(
            row -> row.values().get("actors/connected") == count && row.environmentSteps() > 4000);
  }

  /** The first learner goes on. */
  private void assertASecondLearnerIsRefused(Driver driver, RunningProcess first) {
    Path second = directory.resolve("second");
    InProcess.run("learner " + driver.settings() + SMALL, "--run-directory", second)
        .refused(
            CommandResult.FAILED,
            "process %d has already created a transport in %s: one learner may use a channel"
                .formatted(first.pid(), driver.directory()));
    assertFalse(Files.exists(second));
    assertTrue(first.isAlive());
  }

  private static void assertDriverIsDead(Driver driver, RunningProcess process) throws Exception {
    CommandResult result = process.result();
    assertTrue(
        result.err().contains("the Aeron media driver in %s is dead".formatted(driver.directory())),
        result::toString);
    assertFalse(result.err().contains("\tat "), result::toString);
    assertEquals(1, result.err().lines().count(), result::toString);
    assertEquals("", result.out());
    assertEquals(CommandResult.FAILED, result.status());
  }
}
