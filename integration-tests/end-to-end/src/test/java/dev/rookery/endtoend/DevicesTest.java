package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import dev.rookery.RookeryException;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.run.CheckpointPolicy;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where a run computes, on a machine without a GPU. */
@Timeout(300)
class DevicesTest {

  @TempDir private Path folder;

  private Training.Builder builder() {
    return Training.builder()
        .environment("CartPole-v1")
        .algorithm(
            DqnConfig.defaults()
                .withHiddenLayers(List.of(32))
                .withBatchSize(32)
                .withLearningStarts(400))
        .lockstep(true)
        .stopWhen(StopCondition.steps(1000).overEpisodes(2))
        .set("evaluationInterval", 0)
        .set("checkpointReplay", true)
        .runDirectory(folder.resolve("run"));
  }

  private static TrainingReport await(Training.Builder builder) throws InterruptedException {
    try (TrainingRun run = builder.start()) {
      return run.await();
    }
  }

  @Test
  void aRunGoesOnOnOtherDevices() throws Exception {
    TrainingReport first = await(builder());
    for (String device : List.of("cpu-staged", "cpu")) {
      TrainingReport resumed =
          await(
              Training.resume(folder.resolve("run"))
                  .set("learnerDevice", device)
                  .set("actorDevice", device)
                  .set("steps", first.environmentSteps() + (device.equals("cpu") ? 1000 : 500)));
      assertTrue(resumed.learnerSteps() > first.learnerSteps());
    }
  }

  @Test
  void aGpuThatIsNotThereIsToldInOneLineAndNothingIsLeft() {
    assumeFalse(System.getenv().containsKey("PYTORCH_LIBRARY_PATH"));
    assertRefused(builder().set("learnerDevice", "cuda"), "cannot learn on cuda: ");
    assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA));
    assertRefused(builder().set("actorDevice", "cuda:3"), "cannot act on cuda:3: ");
  }

  private void assertRefused(Training.Builder builder, String reason) {
    String message = assertThrows(RookeryException.class, builder::start).getMessage();
    assertTrue(message.startsWith(reason), message);
    assertEquals(1, message.lines().count(), message);
    assertFalse(Files.exists(folder.resolve("run")));
  }

  /** As a policy file is played anywhere. */
  @Test
  void theCheckpointOfARunOnAGpuIsPlayedOnTheProcessor() throws Exception {
    Path run = await(builder()).runDirectory();
    Path config = run.resolve("config.yaml");
    Files.writeString(
        config, Files.readString(config).replaceFirst("actorDevice: cpu", "actorDevice: cuda"));
    Path checkpoint = CheckpointPolicy.latest(run);
    ResolvedConfig resolved =
        ResolvedConfig.of(CheckpointPolicy.config(checkpoint), Plugins.find());
    assertEquals("cuda", resolved.config().run().actorDevice());
    CheckpointPolicy.load(checkpoint, resolved, 1).close();
  }
}
