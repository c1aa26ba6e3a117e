package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.endtoend.process.RunFiles.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that was stopped as Ctrl-C does it. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(600)
class InterruptedRunTest {

  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  /** What the command promises on stderr, and what its process may take besides. */
  private static final Duration LIMIT = Duration.ofSeconds(30 + 10);

  @TempDir static Path directory;
  private static Distribution distribution;
  private static RunFiles run;
  private static int signal;
  private static Duration stopping;
  private static CommandResult result;

  @BeforeAll
  static void interruptARun() throws Exception {
    distribution = new Distribution(directory);
    run = new RunFiles(directory.resolve("run"));
    RunningProcess train =
        distribution.start(
            "train -a dqn -e CartPole-v1 --steps 3e6 --set hiddenLayers=32"
                + " --set run.evaluationEpisodes=4 --set run.metricsInterval=100"
                + " --run-directory",
            run.directory());
    train.awaitWhileAlive("ten records", () -> run.metrics().size() >= 10);
    signal = RunningProcess.isIgnoredHere(SIGINT) ? SIGTERM : SIGINT;
    long start = System.nanoTime();
    train.signal(signal);
    result = train.result();
    stopping = Duration.ofNanos(System.nanoTime() - start);
  }

  @AfterAll
  static void endAll() {
    distribution.close();
  }

  @Test
  void itEndsInTimeWithACheckpointAPolicyAndAReport() throws IOException {
    assertEquals(128 + signal, result.status(), result::toString);
    assertTrue(stopping.compareTo(LIMIT) < 0, stopping::toString);
    assertTrue(result.err().contains("rookery: stopping with a checkpoint"), result::toString);
    assertTrue(
        result.err().endsWith("To go on: rookery train --resume %s%n".formatted(run.directory())),
        result::toString);
    assertTrue(Files.exists(run.directory().resolve("policy.onnx")));
    assertEquals("stopped", run.report().path("stoppedBecause").asText());
    Counters checkpoint = RunFiles.counters(run.lastCheckpoint());
    assertEquals(checkpoint.environmentSteps(), run.report().path("environmentSteps").asLong());
    assertEquals(checkpoint.learnerSteps(), run.report().path("learnerSteps").asLong());
  }

  @Test
  void itGoesOn() throws Exception {
    RunFiles copy = run.copyTo(directory.resolve("resumed"));
    Counters checkpoint = RunFiles.counters(copy.lastCheckpoint());
    long limit = checkpoint.environmentSteps() + 500;
    distribution.run("train --quiet --resume", copy.directory(), "--steps", limit).succeeded();
    assertEquals("steps-reached", copy.report().path("stoppedBecause").asText());
    assertTrue(copy.report().path("environmentSteps").asLong() >= limit);
    assertTrue(copy.report().path("wallSeconds").asDouble() > checkpoint.wallSeconds());
  }

  @Test
  void anotherRunIntoItsDirectoryIsRefused() {
    InProcess.run("train -a dqn -e CartPole-v1 --run-directory", run.directory())
        .refused(CommandResult.USAGE, run.directory() + " already holds a run: choose another");
  }
}
