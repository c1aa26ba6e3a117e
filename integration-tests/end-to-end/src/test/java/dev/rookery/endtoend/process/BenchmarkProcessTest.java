package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.cli.benchmark.Benchmark;
import dev.rookery.cli.benchmark.RecordFile;
import dev.rookery.cli.benchmark.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark whose process is killed or interrupted goes on where it was. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(600)
class BenchmarkProcessTest {

  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  private static final String BENCHMARK =
      "benchmark --suite classic --environments CartPole-v1 --algorithms dqn --seeds 1,2"
          + " --steps 3000 --set run.evaluationInterval=1000 --set hiddenLayers=16 --set batchSize=16 --set learningStarts=200"
          + " --set run.checkpointSeconds=0.2 --set run.evaluationEpisodes=3 --set run.metrics=csv"
          + " --resamples 100 --output";

  @TempDir Path directory;
  private Distribution distribution;
  private Path output;

  @BeforeEach
  void makeDistribution() throws IOException {
    distribution = new Distribution(directory);
    output = directory.resolve("output");
  }

  @AfterEach
  void endAll() {
    distribution.close();
  }

  @Test
  void whatWasKilledGoesOn() throws Exception {
    RunningProcess benchmark = startAndAwaitCheckpoint();
    List<ProcessHandle> runs = benchmark.children();
    assertEquals(1, runs.size());
    benchmark.kill();
    RunningProcess.awaitEnd(runs);
    assertGoesOn();
  }

  @Test
  void whatWasInterruptedGoesOn() throws Exception {
    RunningProcess benchmark = startAndAwaitCheckpoint();
    List<ProcessHandle> runs = benchmark.children();
    int signal = RunningProcess.isIgnoredHere(SIGINT) ? SIGTERM : SIGINT;
    benchmark.signal(signal);
    CommandResult result = benchmark.result();
    assertEquals(128 + signal, result.status(), result::toString);
    assertTrue(runs.stream().noneMatch(ProcessHandle::isAlive));
    assertTrue(result.err().contains("stopping the run with a checkpoint"), result::toString);
    assertTrue(result.err().contains("To go on: the same command again"), result::toString);
    assertEquals(List.of(), records());
    assertGoesOn();
  }

  @Test
  void aRunWhoseProcessDiesIsToldAndTheOthersGoOn() throws Exception {
    RunningProcess benchmark = startAndAwaitCheckpoint();
    benchmark.children().forEach(ProcessHandle::destroyForcibly);
    CommandResult result = benchmark.result();
    assertEquals(CommandResult.FAILED, result.status(), result::toString);
    assertTrue(
        result
            .err()
            .contains(
                "with seed 1 failed, and the others go on: its process was ended by"
                    + " signal 9 ("),
        result::toString);
    assertEquals(List.of(2L), records().stream().map(RunRecord::seed).toList());
  }

  private RunningProcess startAndAwaitCheckpoint() throws IOException, InterruptedException {
    RunningProcess benchmark = distribution.start(BENCHMARK, output);
    benchmark.awaitWhileAlive("a checkpoint", () -> !files("checkpoint-.*\\.npz").isEmpty());
    return benchmark;
  }

  private void assertGoesOn() throws IOException, InterruptedException {
    CommandResult result = distribution.run(BENCHMARK, output);
    assertEquals(0, result.status(), result::toString);
    assertTrue(
        result.err().contains("dqn on CartPole-v1, seed 1, from its checkpoint"), result::toString);
    assertEquals("Wrote %s%n".formatted(output.resolve("report.md")), result.out());
    List<RunRecord> records = records();
    assertEquals(2, records.size());
    assertEquals(2, records.get(0).starts());
    assertEquals(1, records.get(1).starts());
    for (RunRecord record : records) {
      assertTrue(record.environmentSteps() >= 3_000, record::toString);
      assertEquals(3, record.end().returns().size());
      assertFalse(record.evaluations().isEmpty());
    }
    assertEquals(List.of(), files("checkpoint-.*\\.npz"));
  }

  private List<RunRecord> records() throws IOException {
    try (Stream<Path> files = Files.list(Benchmark.recordsIn(output))) {
      return files.map(RecordFile::read).sorted(Comparator.comparingLong(RunRecord::seed)).toList();
    }
  }

  private List<Path> files(String name) {
    if (!Files.exists(output)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(output)) {
      return files.filter(file -> file.getFileName().toString().matches(name)).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // A file that is written and moved meanwhile.
    }
  }
}
