package {{package}}

import dev.rookery.algorithm.AlgorithmProvider
import dev.rookery.testkit.algorithm.LearnerContract
import org.junit.jupiter.api.Test

/** What every learner must do, and what this one refuses. */
class {{Name}}LearnerTest : LearnerContract<{{Name}}Config>() {

  private val small =
    {{Name}}Config.defaults()
      .withHiddenLayers(listOf(16))
      .withBatchSize(8)
      .withReplayCapacity(256)
      .withLearningStarts(8)
      .withLearningRate(1e-2)
      .withAveragingUpdates(0)

  override fun provider(): AlgorithmProvider<{{Name}}Config> = {{Name}}Provider()

  override fun variants() = mapOf("prioritized" to small.withPrioritized(true))

  override fun large() = small.withHiddenLayers(listOf(256, 256)).withBatchSize(64)

  @Test
  fun `a scale of nothing is refused`() {
    assertRefused(mapOf("errorScale" to 0), "errorScale")
  }
}
