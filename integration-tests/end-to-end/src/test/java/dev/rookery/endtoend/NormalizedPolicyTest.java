package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.rookery.Seeds;
import dev.rookery.algorithm.Policy;
import dev.rookery.environment.Environment;
import dev.rookery.environment.VectorStep;
import dev.rookery.envs.classic.Pendulum;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.ppo.PpoConfig;
import dev.rookery.runtime.roles.GreedyEpisodes;
import dev.rookery.training.Evaluation;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy's file has everything that the policy needs. */
class NormalizedPolicyTest {

  private static final int EPISODES = 10;
  private static final long SEED = 3;
  private static final int OBSERVED = 3;

  @TempDir private Path folder;

  /** A policy's file in ONNX Runtime, and nothing of Rookery's around it. */
  private static final class BarePolicy implements Policy {

    private final OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    BarePolicy(Path file) throws OrtException {
      session = runtime.createSession(file.toString());
    }

    @Override
    public void act(VectorStep step, ByteBuffer actions) {
      float[] raw = new float[EPISODES * OBSERVED];
      step.observations().asFloatBuffer().get(0, raw);
      long[] shape = {EPISODES, OBSERVED};
      try (OnnxTensor observations =
              OnnxTensor.createTensor(runtime, FloatBuffer.wrap(raw), shape);
          OrtSession.Result result = session.run(Map.of("observation", observations))) {
        float[][] taken = (float[][]) result.get("action").orElseThrow().getValue();
        for (int k = 0; k < EPISODES; k++) {
          actions.putFloat(k * Float.BYTES, taken[k][0]);
        }
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void update(ParameterSnapshot parameters) {}

    @Override
    public void close() {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aFileTakesRawObservationsAndScoresWhatTheEvaluationSays() throws Exception {
    TrainingReport report = train();
    assertEquals(EPISODES, report.evaluation().episodes());
    Pendulum.Provider provider = new Pendulum.Provider();
    List<Environment> copies =
        Stream.generate(() -> provider.create(provider.defaultSettings())).limit(EPISODES).toList();
    try (BarePolicy policy = new BarePolicy(report.runDirectory().resolve("policy.onnx"));
        GreedyEpisodes episodes =
            new GreedyEpisodes("Pendulum-v1", copies, policy, EPISODES, 10_000)) {
      Evaluation bare = episodes.play(Seeds.derive(SEED, "confirmation"));
      assertEquals(report.evaluation().meanReturn(), bare.meanReturn(), 1e-3);
      assertTrue(bare.meanReturn() < 0);
    }
  }

  private TrainingReport train() throws InterruptedException {
    try (TrainingRun run =
        Training.builder()
            .environment("Pendulum-v1")
            .algorithm(
                PpoConfig.defaults()
                    .withNormalizeObservations(true)
                    .withNormalizeRewards(true)
                    .withStateDependentNoise(true)
                    .withSquashed(true)
                    .withHiddenLayers(List.of(32)))
            .seed(SEED)
            .stopWhen(StopCondition.steps(10_000).overEpisodes(EPISODES))
            .set("evaluationInterval", 0)
            .set("metrics", List.of())
            .runDirectory(folder.resolve("run"))
            .start()) {
      return run.await();
    }
  }
}
