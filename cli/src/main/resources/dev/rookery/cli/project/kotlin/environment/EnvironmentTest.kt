package {{package}}

import dev.rookery.environment.Action
import dev.rookery.environment.Environment
import dev.rookery.environment.Observation
import dev.rookery.environment.Step
import dev.rookery.testkit.environment.EnvironmentContract
import kotlin.math.abs
import kotlin.math.roundToInt
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Test

/** What every environment must do, and what this one does. */
class {{Name}}Test : EnvironmentContract() {

  override fun create(): Environment = {{Name}}({{Name}}Settings())

  @Test
  fun `walking to the target takes a step for each cell`() {
    val environment = {{Name}}({{Name}}Settings(cells = 5, slipProbability = 0.0))
    val seen = Observation(environment.observationSpace())
    val action = Action(environment.actionSpace())
    val step = Step(seen)
    for (seed in 0L until 20L) {
      environment.reset(seed, seen)
      val distance = (4 * abs(seen.getFloat(1) - seen.getFloat(0))).roundToInt()
      action.set(0, if (seen.getFloat(1) > seen.getFloat(0)) 1 else 0)
      for (i in 1..distance) {
        step.clear()
        environment.step(action, step)
        assertEquals(i == distance, step.terminated())
        assertEquals(if (i == distance) 1.0 else -0.1, step.reward())
      }
    }
  }

  @Test
  fun `an episode that goes nowhere is cut`() {
    val environment =
      {{Name}}({{Name}}Settings(cells = 5, slipProbability = 0.0, maxEpisodeSteps = 3))
    val seen = Observation(environment.observationSpace())
    val action = Action(environment.actionSpace())
    val step = Step(seen)
    environment.reset(1, seen)
    action.set(0, if (seen.getFloat(1) > seen.getFloat(0)) 0 else 1)
    for (i in 1..3) {
      step.clear()
      environment.step(action, step)
      assertFalse(step.terminated())
      assertEquals(i == 3, step.truncated())
    }
  }
}
