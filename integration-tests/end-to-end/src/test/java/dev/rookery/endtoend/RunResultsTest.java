package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.RookeryException;
import dev.rookery.Seeds;
import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.endtoend.process.CommandResult;
import dev.rookery.endtoend.process.InProcess;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.runtime.checkpoint.CheckpointDirectory;
import dev.rookery.runtime.metrics.EvaluationFile;
import dev.rookery.training.KeptPolicy;
import dev.rookery.training.StopCondition;
import dev.rookery.training.StopReason;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run leaves behind: policies, evaluations, report. */
@Timeout(300)
class RunResultsTest {

  private static final DqnConfig DQN =
      DqnConfig.defaults()
          .withHiddenLayers(List.of(32))
          .withBatchSize(32)
          .withSamplesPerInsert(8)
          .withLearningStarts(200);

  private static final int EPISODES = 5;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"LAST,local", "BEST,local", "BEST,aeron"})
  void thePolicyIsTheOneThatIsToBeKept(KeptPolicy keep, String transport) throws Exception {
    TrainingReport report =
        await(
            builder(2000)
                .transport(transport)
                .set("evaluationInterval", 200)
                .set("keep", keep)
                .start());
    double best = report.bestEvaluation().meanReturn();
    double last = report.lastEvaluation().meanReturn();
    assertTrue(best >= last, best + " and " + last);
    assertTrue(report.bestEnvironmentSteps() > 0);
    assertEquals(keep, report.kept());
    assertEquals(
        keep == KeptPolicy.BEST ? report.bestEvaluation() : report.lastEvaluation(),
        report.evaluation());
    if (keep == KeptPolicy.BEST) {
      assertArrayEquals(bytes("best-policy.onnx"), bytes("policy.onnx"));
    }
    // The very numbers: each file has the parameters that its evaluation speaks of.
    Files.copy(run().resolve("policy.onnx"), folder.resolve("kept.onnx"));
    Files.copy(
        run().resolve("best-policy.onnx"),
        run().resolve("policy.onnx"),
        StandardCopyOption.REPLACE_EXISTING);
    assertEquals(best, evaluated(run()));
    Files.copy(
        folder.resolve("kept.onnx"),
        run().resolve("policy.onnx"),
        StandardCopyOption.REPLACE_EXISTING);
    assertEquals(best, evaluated(run().resolve("checkpoints/best.npz")));
    assertEquals(report.evaluation().meanReturn(), evaluated(run()));
    JsonNode json = new ObjectMapper().readTree(run().resolve("report.json").toFile());
    assertEquals(best, json.path("bestEvaluation").path("meanReturn").asDouble());
    assertEquals(last, json.path("lastEvaluation").path("meanReturn").asDouble());
    List<EvaluationFile.Line> evaluations = EvaluationFile.read(run());
    EvaluationFile.Line end = evaluations.get(evaluations.size() - 1);
    assertEquals(EvaluationFile.Kind.END, end.kind());
    assertEquals(report.lastEvaluation(), end.evaluation());
    assertEquals(report.environmentSteps(), end.environmentSteps());
    assertTrue(evaluations.stream().anyMatch(e -> e.evaluation().equals(report.bestEvaluation())));
  }

  @Test
  void aCheckpointIsEvaluatedAsThePolicyThatItHolds() throws Exception {
    TrainingReport report = await(builder(1000).set("evaluationInterval", 0).start());
    Path checkpoint = run().resolve("checkpoints/checkpoint-000000001000.npz");
    assertEquals(report.evaluation().meanReturn(), evaluated(checkpoint));
    Files.delete(run().resolve("policy.onnx"));
    assertEquals(report.evaluation().meanReturn(), evaluated(run()));
  }

  @Test
  void theBestSurvivesAResume() throws Exception {
    TrainingReport first =
        await(builder(2000).set("evaluationInterval", 200).set("keep", KeptPolicy.BEST).start());
    TrainingReport second = await(Training.resume(run()).set("steps", 2100).start());
    double before = first.bestEvaluation().meanReturn();
    assertTrue(second.bestEvaluation().meanReturn() >= before);
    assertTrue(second.evaluation().meanReturn() >= before);
    assertEquals(
        1,
        EvaluationFile.read(run()).stream()
            .filter(line -> line.kind() == EvaluationFile.Kind.END)
            .count());
  }

  @Test
  void episodesThatWereCutAreCountedWhereverAnEvaluationIsShown() throws Exception {
    TrainingReport report =
        await(
            builder(400)
                .set("evaluationInterval", 200)
                .set("evaluationMaximumSteps", 3)
                .set("metrics", List.of("jsonl"))
                .start());
    assertEquals(EPISODES, report.evaluation().cutEpisodes());
    JsonNode json = new ObjectMapper().readTree(run().resolve("report.json").toFile());
    assertEquals(EPISODES, json.path("evaluation").path("cutEpisodes").asInt());
    String metrics = Files.readString(run().resolve("metrics.jsonl"));
    assertTrue(metrics.contains("\"evaluation/cut_episodes\":" + EPISODES), metrics);
    String[] evaluate = {"evaluate", run().toString(), "--episodes", "4", "--maximum-steps", "3"};
    assertTrue(InProcess.execute(evaluate).out().contains("; 4 of them cut)"));
    String[] asJson =
        Stream.concat(Arrays.stream(evaluate), Stream.of("--json")).toArray(String[]::new);
    JsonNode evaluation = new ObjectMapper().readTree(InProcess.execute(asJson).out());
    assertEquals(4, evaluation.path("cutEpisodes").asInt());
  }

  @ParameterizedTest
  @EnumSource(KeptPolicy.class)
  void thePolicyComesBeforeAnEvaluationThatDoesNotEnd(KeptPolicy keep) throws Exception {
    try (TrainingRun run =
        builder(500)
            .environment("Endless", () -> new Endless(new AtomicLong()))
            .set("evaluationInterval", 0)
            .set("evaluationMaximumSteps", Integer.MAX_VALUE)
            .set("keep", keep)
            .start()) {
      while (!Files.exists(run().resolve("policy.onnx"))) {
        assertFalse(run.await(Duration.ofMillis(10)));
      }
      run.stop();
      TrainingReport report = run.await();
      assertEquals(StopReason.STEPS_REACHED, report.stoppedBecause());
      assertEquals(0, report.evaluation().episodes());
      assertTrue(Double.isNaN(report.evaluation().meanReturn()));
    }
    JsonNode json = new ObjectMapper().readTree(run().resolve("report.json").toFile());
    assertTrue(json.path("evaluation").path("meanReturn").isNull());
  }

  @Test
  void aRunInLockstepStopsInTheMiddleOfAnEvaluation() throws Exception {
    AtomicLong steps = new AtomicLong();
    try (TrainingRun run =
        builder(1_000_000)
            .environment("Endless", () -> new Endless(steps))
            .set("evaluationInterval", 50)
            .set("evaluationMaximumSteps", Integer.MAX_VALUE)
            .start()) {
      while (steps.get() < 10_000) { // Only an evaluation makes so many of them.
        assertFalse(run.await(Duration.ofMillis(10)));
      }
      run.stop();
      assertEquals(StopReason.STOPPED, run.await().stoppedBecause());
    }
  }

  /** As a disk that is full for a moment: a file is where the checkpoints' folder is to be. */
  @Test
  void aCheckpointThatFailsIsTriedAgain() throws Exception {
    Path obstacle = obstacle();
    try (TrainingRun run =
        builder(2_000_000_000)
            .set("evaluationInterval", 0)
            .set("checkpointSeconds", 0.01)
            .start()) {
      double start = run.progress().wallSeconds();
      while (run.progress().wallSeconds() < start + 1) {
        assertFalse(run.await(Duration.ofMillis(10)));
      }
      Files.delete(obstacle);
      while (!hasCheckpoint(obstacle)) {
        assertFalse(run.await(Duration.ofMillis(10)));
      }
      run.stop();
      run.await();
    }
    assertTrue(hasCheckpoint(obstacle));
  }

  @Test
  void theLastCheckpointFailsTheRunButThePolicyIsThere() throws Exception {
    obstacle();
    try (TrainingRun run = builder(500).set("evaluationInterval", 0).start()) {
      RookeryException failure = assertThrows(RookeryException.class, run::await);
      assertTrue(failure.getCause() instanceof CheckpointException, failure::toString);
    }
    assertTrue(Files.exists(run().resolve("policy.onnx")));
  }

  private Path obstacle() throws Exception {
    return Files.createFile(Files.createDirectories(run()).resolve("checkpoints"));
  }

  private static boolean hasCheckpoint(Path checkpoints) {
    return Files.isDirectory(checkpoints)
        && !new CheckpointDirectory(checkpoints, 1).checkpoints().isEmpty();
  }

  /** As the run evaluates at its end. */
  private double evaluated(Path policy) throws Exception {
    CommandResult result =
        InProcess.execute(
            "evaluate",
            policy.toString(),
            "--json",
            "--episodes",
            Integer.toString(EPISODES),
            "--seed",
            Long.toString(Seeds.derive(3, "confirmation")));
    result.succeeded();
    return new ObjectMapper().readTree(result.out()).path("meanReturn").asDouble();
  }

  private byte[] bytes(String file) throws Exception {
    return Files.readAllBytes(run().resolve(file));
  }

  private Path run() {
    return folder.resolve("run");
  }

  private Training.Builder builder(long steps) {
    return Training.builder()
        .environment("CartPole-v1", Map.of("maxEpisodeSteps", 60))
        .algorithm(DQN)
        .environmentsPerActor(4)
        .seed(3)
        .lockstep(true)
        .stopWhen(StopCondition.steps(steps).overEpisodes(EPISODES))
        .runDirectory(run());
  }

  private static TrainingReport await(TrainingRun started) throws InterruptedException {
    try (started) {
      return started.await();
    }
  }

  private record Endless(AtomicLong steps) implements Environment {

    @Override
    public Space observationSpace() {
      return Space.box(0, 1, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(long seed, Observation observation) {
      observation.set(0, 0);
    }

    @Override
    public void step(Action action, Step step) {
      steps.incrementAndGet();
      step.observation().set(0, 1);
    }
  }
}
