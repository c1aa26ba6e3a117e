package jobshop

import dev.rookery.training.Training
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir

class LearningTest {

  @TempDir lateinit var directory: Path

  /** With less training than that of the numbers in the README. */
  @Test
  @Timeout(240)
  fun `the trained policy is less late than both simple rules`() {
    val workload = Workload()
    val policy = train(workload, 100_000, 1, directory.resolve("run"))
    val comparison = Comparison(workload, 300)
    Training.agent(policy).use { agent ->
      val ours = comparison.tardiness { AgentDispatcher(agent) }
      for (rule in listOf(Rule.FIRST_IN_FIRST_OUT, Rule.SHORTEST_PROCESSING_TIME)) {
        val difference = Comparison.difference(ours, comparison.tardiness { rule })
        assertTrue(difference.value + difference.margin < 0, "${rule.title}: $difference")
      }
    }
  }
}
