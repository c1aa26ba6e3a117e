package {{package}}

import dev.rookery.SeededRandom
import dev.rookery.environment.Action
import dev.rookery.environment.Environment
import dev.rookery.environment.Observation
import dev.rookery.environment.Space
import dev.rookery.environment.Step

/**
 * Walk along a line of cells to the target. Observed are the places of the walker and of the target,
 * from 0 (the first cell) to 1 (the last). Actions are left (0) and right (1); a step may slip, and
 * then nothing moves. The reward is 1 for the step that reaches the target, and -0.1 for any other.
 */
class {{Name}}(private val settings: {{Name}}Settings) : Environment {

  private val observationSpace = Space.box(0.0, 1.0, 2)
  private val actionSpace = Space.discrete(2)
  private val random = SeededRandom(0)
  private var place = 0
  private var target = 0
  private var steps = 0

  override fun observationSpace(): Space = observationSpace

  override fun actionSpace(): Space = actionSpace

  /** The seed decides all that is random in the episode. */
  override fun reset(seed: Long, observation: Observation) {
    random.seeded(seed)
    place = random.nextInt(settings.cells)
    target = (place + 1 + random.nextInt(settings.cells - 1)) % settings.cells
    steps = 0
    observe(observation)
  }

  override fun step(action: Action, step: Step) {
    if (random.nextDouble() >= settings.slipProbability) {
      val next = place + if (action.asInt() == RIGHT) 1 else -1
      place = next.coerceIn(0, settings.cells - 1)
    }
    steps++
    step.reward(if (place == target) 1.0 else -0.1)
    step.terminated(place == target)
    step.truncated(place != target && steps == settings.maxEpisodeSteps)
    observe(step.observation())
  }

  /** Writes every number of the observation, also one that stays the same. */
  private fun observe(observation: Observation) {
    val last = settings.cells - 1.0
    observation.set(0, place / last)
    observation.set(1, target / last)
  }

  private companion object {
    const val RIGHT = 1
  }
}
