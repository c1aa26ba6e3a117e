package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** A run goes on though another process has taken its directory over. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class TakenOverRunTest {

  private static final int SUPERSEDED = 4;
  private static final int TERMINATE = 15;

  private static final String TRAIN =
      "train --quiet --algorithm dqn --environment CartPole-v1 --seed 3 --set hiddenLayers=32"
          + " --set learningStarts=200 --set run.evaluationInterval=0"
          + " --set run.checkpointSeconds=0.5 --set run.metricsInterval=100"
          + " --set run.evaluationEpisodes=4 --resume-if-present --run-directory";

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

  @Test
  void aRunThatASignalStoppedEndsWithTheStatusThatWasAskedFor() throws Exception {
    RunningProcess train =
        distribution.start(TRAIN, run.directory(), "--steps", "1e9", "--stopped-status", "75");
    train.awaitWhileAlive("a checkpoint", () -> !run.checkpoints().isEmpty());
    train.signal(TERMINATE);
    assertEquals(75, train.result().status());
    assertEquals("stopped", run.report().path("stoppedBecause").asText());
  }

  /** An engine has lost sight of the first and starts its command again. */
  @Test
  void theEarlierOwnerEndsAndTouchesNothing() throws Exception {
    RunningProcess first = distribution.start(TRAIN, run.directory(), "--steps", "1e9");
    first.awaitWhileAlive("a checkpoint", () -> !run.checkpoints().isEmpty());
    first.suspend(); // Its node was cut off, say.
    RunFiles.Counters there = RunFiles.counters(run.lastCheckpoint());
    RunningProcess second =
        distribution.start(TRAIN, run.directory(), "--steps", there.environmentSteps() + 20_000);
    second.awaitWhileAlive("its claim", () -> Files.exists(run.directory().resolve("owner-2")));
    first.resume();

    CommandResult ended = first.result();
    assertEquals(SUPERSEDED, ended.status(), ended::toString);
    assertTrue(
        ended.err().contains("another process has taken " + run.directory() + " over"),
        ended::toString);
    CommandResult completed = second.result();
    assertEquals(0, completed.status(), completed::toString);
    assertEquals("steps-reached", run.report().path("stoppedBecause").asText());
    List<Long> measured = run.metrics().stream().map(RunFiles.Row::environmentSteps).toList();
    assertEquals(measured.stream().sorted().toList(), measured);
    for (Path checkpoint : run.checkpoints()) {
      assertTrue(RunFiles.counters(checkpoint).environmentSteps() > 0);
    }
  }
}
