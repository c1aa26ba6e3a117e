package {{package}};

import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.testkit.algorithm.LearnerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every learner must do, and what this one refuses. */
class {{Name}}LearnerTest extends LearnerContract<{{Name}}Config> {

  private static {{Name}}Config small() {
    return {{Name}}Config.defaults()
        .withHiddenLayers(List.of(16))
        .withBatchSize(8)
        .withReplayCapacity(256)
        .withLearningStarts(8)
        .withLearningRate(1e-2)
        .withAveragingUpdates(0);
  }

  @Override
  protected AlgorithmProvider<{{Name}}Config> provider() {
    return new {{Name}}Provider();
  }

  @Override
  protected Map<String, {{Name}}Config> variants() {
    return Map.of("prioritized", small().withPrioritized(true));
  }

  @Override
  protected {{Name}}Config large() {
    return small().withHiddenLayers(List.of(256, 256)).withBatchSize(64);
  }

  @Test
  void aScaleOfNothingIsRefused() {
    assertRefused(Map.of("errorScale", 0), "errorScale");
  }
}
