package jobshop

import dev.rookery.environment.Action
import dev.rookery.environment.ActionMask
import dev.rookery.environment.Observation
import dev.rookery.environment.Space
import dev.rookery.training.Agent
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource

class JobShopTest {

  private fun job(arrival: Double, due: Double, minutes: Double) =
    Job(arrival, due, listOf(Operation(0, minutes)))

  /**
   * One machine. Job a works from 0 to 10; b (20 minutes), c (5) and d (10) wait from then on, and
   * each rule has another order.
   */
  private fun tardiness(rule: Rule): Double {
    val jobs =
      listOf(job(0.0, 10.0, 10.0), job(1.0, 50.0, 20.0), job(2.0, 40.0, 5.0), job(3.0, 22.0, 10.0))
    return JobShop(jobs, 1, rule).work()
  }

  @Test
  fun `first in, first out does b, c and d`() {
    assertEquals((45 - 22) / 4.0, tardiness(Rule.FIRST_IN_FIRST_OUT), 1e-6)
  }

  @Test
  fun `shortest processing time does c, d and b`() {
    assertEquals((25 - 22) / 4.0, tardiness(Rule.SHORTEST_PROCESSING_TIME), 1e-6)
  }

  @Test
  fun `earliest due date does d, c and b, and nothing is late`() {
    assertEquals(0.0, tardiness(Rule.EARLIEST_DUE_DATE), 1e-6)
  }

  /** Slack: 30 minutes for b, 35 for c, 12 for d. */
  @Test
  fun `least slack does d, b and c`() {
    assertEquals((45 - 40) / 4.0, tardiness(Rule.LEAST_SLACK), 1e-6)
  }

  @ParameterizedTest
  @EnumSource
  fun `the same seed gives the same day`(rule: Rule) {
    val workload = Workload()
    val first = JobShop(workload.draw(5), workload.machines, rule).work()
    assertEquals(first, JobShop(workload.draw(5), workload.machines, rule).work())
    assertTrue(first > 0)
  }

  @ParameterizedTest
  @EnumSource
  fun `every job does all its work, and is late for certain only if it is late`(rule: Rule) {
    val workload = Workload()
    var latest = 0.0
    val shop =
      JobShop(workload.draw(6), workload.machines) { machine ->
        assertTrue(machine.shop.unavoidableTardiness >= latest - 1e-6)
        latest = machine.shop.unavoidableTardiness
        rule.choose(machine)
      }
    shop.work()
    assertTrue(shop.jobs.all { it.next == null })
    assertTrue(shop.unavoidableTardiness >= latest - 1e-6)
    assertEquals(0, shop.machines.sumOf { it.waiting.size })
  }

  @Test
  fun `the rewards of a day sum up to its tardiness`() {
    val agent = LastLegalAction()
    val workload = Workload()
    val shop = JobShop(workload.draw(7), workload.machines, AgentDispatcher(agent))
    val tardiness = shop.work() * workload.jobs
    assertTrue(tardiness > 0)
    assertEquals(-tardiness / 100, agent.rewards, 1e-6)
    assertTrue(agent.decisions in 50..240)
    assertTrue(agent.terminated)
  }

  /** An agent that takes the least urgent job, and adds up what it is told. */
  private class LastLegalAction : Agent {
    private val space = Space.discrete(AgentDispatcher.SLOTS)
    private val observation = Observation(AgentDispatcher.environment().observationSpace())
    private val mask = ActionMask(space)
    private val action = Action(space)
    var rewards = 0.0
    var decisions = 0
    var terminated = false

    override fun observation() = observation

    override fun legalActions() = mask

    override fun begin() = decide()

    override fun act(reward: Double, elapsed: Double): Action {
      assertTrue(elapsed >= 0)
      rewards += reward
      return decide()
    }

    override fun terminate(reward: Double, elapsed: Double) {
      rewards += reward
      terminated = true
    }

    override fun truncate(reward: Double, elapsed: Double) = error("a day is never cut")

    override fun abandon() = error("a day is never abandoned")

    override fun isOver() = false

    override fun close() {}

    private fun decide(): Action {
      assertTrue(mask.legalCount(0) >= 2)
      action.set(0, mask.legal(0, mask.legalCount(0) - 1))
      mask.setAll(false)
      decisions++
      return action
    }
  }
}
