package jobshop

import dev.rookery.environment.ExternalEnvironment
import dev.rookery.environment.Space
import dev.rookery.training.Agent
import kotlin.math.tanh

/**
 * Leaves the choice to an agent, for one day. The agent of a run learns from the rewards; that of a
 * finished policy only decides.
 *
 * The actions are the [SLOTS] most urgent jobs that wait for the machine, by due date; slots without a
 * job are illegal. The reward is by how much the tardiness that can no longer be avoided has grown
 * since the last decision, negative, so that the rewards of a day sum up to its tardiness.
 */
class AgentDispatcher(private val agent: Agent) : Dispatcher {

  private var decided = Double.NaN
  private var tardiness = 0.0

  override fun choose(machine: Machine): Job {
    val shop = machine.shop
    val jobs = machine.waiting.sortedBy { it.due }.take(SLOTS)
    observe(machine, jobs)
    val action =
      if (decided.isNaN()) agent.begin() else agent.act(reward(shop), elapsed(shop))
    decided = shop.time
    tardiness = shop.unavoidableTardiness
    return jobs[action.asInt()]
  }

  override fun dayIsOver(shop: JobShop) {
    if (!decided.isNaN()) {
      agent.terminate(reward(shop), elapsed(shop))
    }
  }

  private fun reward(shop: JobShop) = (tardiness - shop.unavoidableTardiness) / 100

  /** The discount is one for each 10 minutes, which an operation takes on average. */
  private fun elapsed(shop: JobShop) = (shop.time - decided) / 10

  private fun observe(machine: Machine, jobs: List<Job>) {
    val shop = machine.shop
    val numbers = DoubleArray(NUMBERS)
    numbers[0] = machine.waiting.size / 10.0
    numbers[1] = shop.machines.sumOf { it.waiting.size } / 20.0
    for ((slot, job) in jobs.withIndex()) {
      val minutes = job.next!!.minutes
      val at = SHARED + slot * PER_JOB
      numbers[at] = 1.0
      numbers[at + 1] = minutes / 10
      numbers[at + 2] = tanh((job.due - shop.time - job.workLeft) / 30)
      numbers[at + 3] = (job.workLeft - minutes) / 40
      numbers[at + 4] = (job.afterNext?.let { shop.machines[it.machine].workWaiting } ?: 0.0) / 40
      agent.legalActions().set(slot, true)
    }
    for (i in numbers.indices) {
      agent.observation().set(i, numbers[i].coerceIn(LOWEST, HIGHEST))
    }
  }

  companion object {
    const val SLOTS = 8
    private const val SHARED = 2
    private const val PER_JOB = 5
    private const val NUMBERS = SHARED + SLOTS * PER_JOB
    private const val LOWEST = -1.0
    private const val HIGHEST = 5.0

    /** What the agent observes and decides, with legal actions. */
    fun environment() =
      ExternalEnvironment(
        "JobShop",
        Space.box(LOWEST, HIGHEST, NUMBERS),
        Space.discrete(SLOTS),
        true,
      )
  }
}
