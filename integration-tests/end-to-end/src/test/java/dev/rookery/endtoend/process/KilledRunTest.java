package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.endtoend.process.RunFiles.Counters;
import dev.rookery.endtoend.process.RunFiles.Row;
import dev.rookery.training.RunSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that was killed some time after its second checkpoint. What it had measured since is in
 * {@code metrics.csv}, and is for the resumed run to forget.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(600)
class KilledRunTest {

  private static final int KILLED = 128 + 9;

  @TempDir static Path directory;
  private static Distribution distribution;
  private static RunFiles killed;

  @BeforeAll
  static void killARun() throws Exception {
    distribution = new Distribution(directory);
    killed = new RunFiles(directory.resolve("killed"));
    RunningProcess train =
        distribution.start(
            "train --algorithm dqn --environment CartPole-v1 --steps 3e6 --seed 3"
                + " --set hiddenLayers=32 --set learningStarts=200"
                + " --set run.checkpointSeconds=0.7 --set run.checkpointsKept=3"
                + " --set run.metricsInterval=100"
                + " --set run.evaluationInterval=500 --set run.evaluationEpisodes=4"
                + " --run-directory",
            killed.directory());
    train.awaitWhileAlive("two checkpoints", () -> killed.checkpoints().size() >= 2);
    train.awaitWhileAlive("metrics beyond the last checkpoint", () -> rowsBeyond(killed) >= 2);
    train.kill();
    assertEquals(KILLED, train.result().status());
    assertTrue(rowsBeyond(killed) > 0);
  }

  @AfterAll
  static void endAll() {
    distribution.close();
  }

  @Test
  void itGoesOnFromItsLastCheckpoint() throws Exception {
    RunFiles run = killed.copyTo(directory.resolve("resumed"));
    Path checkpoint = run.lastCheckpoint();
    Counters there = RunFiles.counters(checkpoint);
    CommandResult result = resume(run, checkpoint);
    assertEquals("", result.err());
    assertGoesOnFrom(there, run);
    assertEquals(run.report(), result.json());
  }

  @Test
  void aDamagedCheckpointIsNamedAndTheOneBeforeIsUsed() throws Exception {
    RunFiles run = killed.copyTo(directory.resolve("damaged"));
    List<Path> checkpoints = run.checkpoints();
    Path damaged = run.lastCheckpoint();
    Path before = checkpoints.get(checkpoints.size() - 2);
    RunFiles.truncate(damaged);
    Counters there = RunFiles.counters(before);
    CommandResult result = resume(run, before);
    assertEquals(
        "WARN %s is cut off, damaged, or no Rookery checkpoint (zip END header not found); trying the checkpoint before it%n"
            .formatted(damaged),
        result.err());
    assertGoesOnFrom(there, run);
  }

  @Test
  void withoutAWholeCheckpointItIsRefusedInOneLineThatNamesThemAll() throws Exception {
    RunFiles run = killed.copyTo(directory.resolve("lost"));
    for (Path checkpoint : run.checkpoints()) {
      RunFiles.truncate(checkpoint);
    }
    CommandResult result = distribution.run("train --quiet --resume", run.directory());
    assertEquals(CommandResult.FAILED, result.status());
    assertEquals("", result.out());
    List<String> errors = result.err().lines().filter(line -> !line.startsWith("WARN ")).toList();
    assertEquals(1, errors.size(), result::toString);
    assertTrue(errors.get(0).startsWith("rookery: there is no usable checkpoint in "));
    for (Path checkpoint : run.checkpoints()) {
      assertTrue(errors.get(0).contains(checkpoint + " is cut off"), errors.get(0));
    }
  }

  /** Two thousand steps more. */
  private static CommandResult resume(RunFiles run, Path from)
      throws IOException, InterruptedException {
    long steps = RunFiles.counters(from).environmentSteps() + 2000;
    CommandResult result =
        distribution.run("train --quiet --json --resume", run.directory(), "--steps", steps);
    assertEquals(0, result.status(), result::toString);
    return result;
  }

  private static void assertGoesOnFrom(Counters checkpoint, RunFiles run) throws IOException {
    List<Row> all = run.metrics();
    List<Row> rows = all.subList(0, all.size() - 1);
    List<Row> resumed =
        rows.stream()
            .filter(row -> row.environmentSteps() >= checkpoint.environmentSteps())
            .toList();
    Counters first = resumed.get(0).counters();
    int lead = RunSettings.defaults().maximumLead();
    assertTrue(first.environmentSteps() <= checkpoint.environmentSteps() + lead, first::toString);
    assertEquals(checkpoint.learnerSteps(), first.learnerSteps());
    assertTrue(first.episodes() >= checkpoint.episodes(), first::toString);
    assertTrue(first.wallSeconds() > checkpoint.wallSeconds(), first::toString);
    assertTrue(resumed.stream().anyMatch(row -> row.has("evaluation/return_mean")), "evaluations");
    assertCountersGrow(rows);

    JsonNode report = run.report();
    assertEquals(
        report.path("evaluation").path("meanReturn").asDouble(),
        all.get(rows.size()).values().get("evaluation/return_mean"));
    Counters last = rows.get(rows.size() - 1).counters();
    assertEquals("steps-reached", report.path("stoppedBecause").asText());
    assertEquals(last.environmentSteps(), report.path("environmentSteps").asLong());
    assertEquals(last.learnerSteps(), report.path("learnerSteps").asLong());
    assertTrue(last.environmentSteps() >= checkpoint.environmentSteps() + 2000, last::toString);
    assertTrue(last.learnerSteps() > checkpoint.learnerSteps(), last::toString);
    assertTrue(report.path("wallSeconds").asDouble() > first.wallSeconds(), report::toString);
  }

  /** No steps twice, but for the last row, which has what came after the one before. */
  private static void assertCountersGrow(List<Row> rows) {
    for (int i = 1; i < rows.size(); i++) {
      Counters before = rows.get(i - 1).counters();
      Counters after = rows.get(i).counters();
      long growth = after.environmentSteps() - before.environmentSteps();
      assertTrue(i == rows.size() - 1 ? growth >= 0 : growth > 0, () -> before + ", " + after);
      assertTrue(after.learnerSteps() >= before.learnerSteps(), () -> before + ", " + after);
      assertTrue(after.episodes() >= before.episodes(), () -> before + ", " + after);
      assertTrue(after.wallSeconds() > before.wallSeconds(), () -> before + ", " + after);
    }
  }

  private static long rowsBeyond(RunFiles run) {
    long steps = RunFiles.counters(run.lastCheckpoint()).environmentSteps();
    return run.metrics().stream().filter(row -> row.environmentSteps() > steps).count();
  }
}
