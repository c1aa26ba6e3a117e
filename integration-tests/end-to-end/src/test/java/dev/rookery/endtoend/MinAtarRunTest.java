package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.dqn.DqnConfig;
import dev.rookery.endtoend.process.InProcess;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A game that is observed as an image goes all the way: settings, rows, network, policy. */
class MinAtarRunTest {

  private static final DqnConfig DQN =
      DqnConfig.defaults()
          .withHiddenLayers(List.of(16))
          .withBatchSize(16)
          .withLearningStarts(200)
          .withReplayCapacity(1000);

  @TempDir private Path folder;

  @Test
  void aGameIsLearntAndItsPolicyEvaluated() throws Exception {
    TrainingReport report;
    try (TrainingRun run =
        Training.builder()
            .environment("MinAtar/Breakout-v1", Map.of("stickyActionProbability", 0.2))
            .algorithm(DQN)
            .lockstep(true)
            .seed(1)
            .stopWhen(StopCondition.steps(600).overEpisodes(3))
            .set("evaluationMaximumSteps", 200)
            .runDirectory(folder.resolve("run"))
            .start()) {
      report = run.await();
    }
    assertEquals("MinAtar/Breakout-v1", report.environment());
    assertTrue(report.learnerSteps() > 0);
    String policy = folder.resolve("run/policy.onnx").toString();
    InProcess.execute("evaluate", policy, "--episodes", "2", "--maximum-steps", "200").succeeded();
  }
}
