package dev.rookery.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.runtime.metrics.EvaluationFile;
import dev.rookery.runtime.run.RunDirectory;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks whose runs are made in this process. */
@Timeout(120)
class BenchmarkTest {

  private static final List<PlannedRun> PLAN = Plans.small(List.of(1L, 2L), Map.of());

  @TempDir Path directory;

  /** What happened, in order. */
  private final List<String> events = new ArrayList<>();

  private final BenchmarkListener listener =
      new BenchmarkListener() {
        @Override
        public void onBegin(int runs, int recorded) {
          events.add("%s of %s".formatted(recorded, runs));
        }

        @Override
        public void onStart(PlannedRun run, int number, boolean resumed, OptionalDouble left) {
          events.add("%s %s%s".formatted(resumed ? "resume" : "start", number, left.isPresent()));
        }

        @Override
        public void onRecord(RunRecord record) {
          events.add("record " + record.seed());
        }

        @Override
        public void onFailure(PlannedRun run, RookeryException failure) {
          events.add("failure %s: %s".formatted(run.seed(), failure.getMessage()));
        }
      };

  /** Called with each run that is started. */
  private interface Meanwhile {
    void with(TrainingRun run) throws InterruptedException;
  }

  @Test
  void everyRunLeavesARecordAndIsKeptTheNextTime() throws Exception {
    assertEquals(0, benchmark(PLAN, false, run -> {}).run());
    assertEquals(List.of("0 of 2", "start 1false", "record 1", "start 2true", "record 2"), events);
    RunRecord record = RecordFile.read(recordFile(0));
    assertEquals(PLAN.get(0).command(), record.command());
    assertEquals(FlatConfig.of(PLAN.get(0).config()), record.config());
    assertEquals("steps-reached", record.stoppedBecause());
    assertTrue(record.environmentSteps() >= 600 && record.wallSeconds() > 0, record::toString);
    assertEquals(1, record.starts());
    List<EvaluationFile.Line> lines = EvaluationFile.read(runDirectory(0));
    EvaluationFile.Line end = lines.get(lines.size() - 1);
    assertEquals(end.evaluation().returns(), record.end().returns());
    assertEquals(end.evaluation().meanReturn(), record.score());
    assertEquals(3, record.end().returns().size());
    assertEquals(
        lines.stream().filter(l -> l.kind() == EvaluationFile.Kind.SCHEDULED).count(),
        record.evaluations().size());
    assertFalse(Files.exists(runDirectory(0).resolve("checkpoints")));
    assertTrue(Files.exists(runDirectory(0).resolve("policy.onnx")));

    events.clear();
    assertEquals(0, benchmark(PLAN, false, run -> {}).run());
    assertEquals(List.of("2 of 2"), events);
  }

  @Test
  void checkpointsAreKeptIfTheyAreToBe() throws Exception {
    benchmark(PLAN.subList(0, 1), true, run -> {}).run();
    assertTrue(Files.exists(runDirectory(0).resolve("checkpoints")));
  }

  @Test
  void aFinishedRunWithoutARecordGetsOneWithoutTraining() throws Exception {
    benchmark(PLAN, false, run -> {}).run();
    RunRecord before = RecordFile.read(recordFile(1));
    Files.delete(recordFile(1));
    events.clear();
    benchmark(PLAN, false, run -> {}).run();
    assertEquals(List.of("1 of 2", "record 2"), events);
    RunRecord after = RecordFile.read(recordFile(1));
    assertEquals(before.end(), after.end());
    assertEquals(before.evaluations(), after.evaluations());
  }

  /** It was asked to stop when it had made its steps, and has played only some episodes. */
  @Test
  void aRunThatWasStoppedInItsLastEvaluationPlaysItAgain() throws Exception {
    benchmark(PLAN.subList(0, 1), true, run -> {}).run();
    Files.delete(recordFile(0));
    Path report = runDirectory(0).resolve("report.json");
    Files.writeString(
        report, Files.readString(report).replace("\"episodes\" : 3", "\"episodes\" : 1"));
    events.clear();
    benchmark(PLAN.subList(0, 1), true, run -> {}).run();
    assertEquals(List.of("0 of 1", "resume 1false", "record 1"), events);
    assertEquals(3, RecordFile.read(recordFile(0)).end().returns().size());
  }

  @Test
  void aStoppedBenchmarkGoesOnWhereItWas() throws Exception {
    List<PlannedRun> plan = Plans.small(List.of(1L, 2L), Map.of("steps", 5000));
    Benchmark[] stopped = new Benchmark[1];
    stopped[0] =
        benchmark(
            plan,
            false,
            run -> {
              awaitSteps(run);
              stopped[0].stop();
            });
    assertEquals(0, stopped[0].run());
    assertTrue(stopped[0].await(Duration.ZERO));
    assertEquals(List.of("0 of 2", "start 1false"), events);

    events.clear();
    assertEquals(0, benchmark(plan, false, run -> {}).run());
    assertEquals(List.of("0 of 2", "resume 1false", "record 1", "start 2true", "record 2"), events);
    Path record = Benchmark.recordsIn(directory).resolve(plan.get(0).key() + ".json");
    assertEquals(2, RecordFile.read(record).starts());
  }

  @Test
  void aRunThatFailsIsToldAndTheOthersGoOn() throws Exception {
    int failures =
        benchmark(
                PLAN,
                false,
                run -> {
                  if (run.runDirectory().toString().endsWith("seed1")) {
                    run.stop();
                    throw new RookeryException("no luck");
                  }
                })
            .run();
    assertEquals(1, failures);
    assertEquals(
        List.of("0 of 2", "start 1false", "failure 1: no luck", "start 2false", "record 2"),
        events);
  }

  @Test
  void aRunThatWasStoppedByOthersIsAFailure() throws Exception {
    List<PlannedRun> plan = Plans.small(List.of(1L), Map.of("steps", 1_000_000));
    assertEquals(1, benchmark(plan, false, TrainingRun::stop).run());
    assertTrue(events.get(2).contains("asked to stop, not by this one"), events::toString);
  }

  @Test
  void whatWasMadeWithOtherSettingsIsRefused() throws Exception {
    benchmark(PLAN.subList(0, 1), false, run -> {}).run();
    RunRecord record = RecordFile.read(recordFile(0));
    RecordFile.write(Records.with(record, "algorithm.batchSize", "17"), recordFile(0));
    refused(recordFile(0) + " was made with another algorithm.batchSize than this version");
    Files.delete(recordFile(0));
    Path config = runDirectory(0).resolve("config.yaml");
    Files.writeString(config, Files.readString(config).replace("batchSize: 16", "batchSize: 17"));
    refused("the run in " + runDirectory(0) + " has begun with other settings");
  }

  @Test
  void aRunThatAnotherProcessMakesIsLeftAlone() throws IOException {
    try (RunDirectory other = RunDirectory.create(runDirectory(0))) {
      refused(other.path() + " belongs to a run that is under way");
    }
    assertTrue(Files.exists(runDirectory(0)));
  }

  @Test
  void whatIsOfNoUseIsCleared() throws Exception {
    Files.createDirectories(runDirectory(0).resolve("checkpoints"));
    Files.writeString(runDirectory(0).resolve("left"), "");
    benchmark(PLAN.subList(0, 1), false, run -> {}).run();
    assertEquals(List.of("0 of 1", "start 1false", "record 1"), events);
    assertFalse(Files.exists(runDirectory(0).resolve("left")));
  }

  private void refused(String reason) {
    SettingsException refused =
        assertThrows(SettingsException.class, () -> benchmark(PLAN, false, run -> {}).run());
    assertTrue(refused.getMessage().startsWith(reason), refused.getMessage());
  }

  private Benchmark benchmark(List<PlannedRun> plan, boolean keepRuns, Meanwhile meanwhile) {
    return new Benchmark(
        plan,
        directory,
        keepRuns,
        listener,
        (config, path, resume, onProgress) -> {
          Training.Builder builder =
              resume ? Training.resume(path) : Training.builder(config).runDirectory(path);
          TrainingRun run = builder.onProgress(onProgress).start();
          return new RunStarter.Started() {
            @Override
            public void stop() {
              run.stop();
            }

            @Override
            public void await() throws InterruptedException {
              try (run) {
                meanwhile.with(run);
                run.await();
              }
            }
          };
        });
  }

  private static void awaitSteps(TrainingRun run) throws InterruptedException {
    while (run.progress().environmentSteps() == 0) {
      assertFalse(run.await(Duration.ofMillis(5)), "the run has ended");
    }
  }

  private Path runDirectory(int index) {
    return directory.resolve("runs").resolve(PLAN.get(index).key());
  }

  private Path recordFile(int index) {
    return Benchmark.recordsIn(directory).resolve(PLAN.get(index).key() + ".json");
  }
}
