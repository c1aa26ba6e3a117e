package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.apex.ApeXDpgConfig;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ape-X DPG learns continuous actions, with several actors, in lockstep. */
@Timeout(300)
class ApeXDpgLearningTest {

  @TempDir private Path folder;

  private static final ApeXDpgConfig SMALL =
      ApeXDpgConfig.defaults()
          .withPolicyLayers(List.of(32))
          .withCriticLayers(List.of(64))
          .withPolicyLearningRate(3e-3)
          .withCriticLearningRate(3e-3)
          .withBatchSize(32)
          .withSamplesPerInsert(16)
          .withLearningStarts(200);

  @Test
  void whatIsObservedReachesTheAction() throws Exception {
    TrainingReport report = train("ProbeContinuousIdentity-v0", SMALL, 4_000, "probe");
    assertTrue(report.evaluation().meanReturn() > -0.01, "" + report.evaluation());
  }

  /** Who sees the image or the vector alone earns -0.06 at most. */
  @Test
  void allNamedPartsReachTheAction() throws Exception {
    TrainingReport report = train("ProbeNamedPartsContinuous-v0", SMALL, 4_000, "parts");
    assertTrue(report.evaluation().meanReturn() > -0.01, "" + report.evaluation());
  }

  @Test
  void pendulumIsSwungUpAndKeptThere() throws Exception {
    TrainingReport report = train("Pendulum-v1", ApeXDpgConfig.defaults(), 12_000, "pendulum");
    assertTrue(report.evaluation().meanReturn() >= -250, "" + report.evaluation());
  }

  /** With batches that are drawn on a thread of their own. */
  @Test
  void theSameSeedGivesTheSamePolicy() throws Exception {
    ApeXDpgConfig config = ApeXDpgConfig.defaults().withLearningStarts(200);
    byte[] first = policy(train("Pendulum-v1", config, 1_000, "first"));
    byte[] second = policy(train("Pendulum-v1", config, 1_000, "second"));
    assertArrayEquals(first, second);
  }

  private TrainingReport train(String environment, ApeXDpgConfig config, long steps, String run)
      throws InterruptedException {
    try (TrainingRun training =
        Training.builder()
            .environment(environment, Map.of())
            .algorithm(config)
            .actors(3)
            .seed(1)
            .lockstep(true)
            .stopWhen(StopCondition.steps(steps).overEpisodes(100))
            .set("evaluationInterval", 0)
            .set("metrics", List.of())
            .runDirectory(folder.resolve(run))
            .start()) {
      return training.await();
    }
  }

  private static byte[] policy(TrainingReport report) throws Exception {
    return Files.readAllBytes(report.runDirectory().resolve("policy.onnx"));
  }
}
