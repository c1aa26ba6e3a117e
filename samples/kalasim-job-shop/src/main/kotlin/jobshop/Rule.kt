package jobshop

import kotlin.math.exp

/** Well-known rules, which the trained policy is compared with. */
enum class Rule(val title: String, private val best: (Machine) -> Job) : Dispatcher {
  FIRST_IN_FIRST_OUT("first in, first out", { machine -> machine.waiting.first() }),
  SHORTEST_PROCESSING_TIME(
    "shortest processing time",
    { machine -> machine.waiting.minBy { it.next!!.minutes } },
  ),
  EARLIEST_DUE_DATE("earliest due date", { machine -> machine.waiting.minBy { it.due } }),
  LEAST_SLACK("least slack", { machine -> machine.waiting.minBy { it.due - it.workLeft } }),

  /**
   * The shortest processing time, discounted by the slack that is left when later operations wait as
   * long as they take (Vepsalainen and Morton 1987, with look-ahead 2 and waiting factor 1).
   */
  APPARENT_TARDINESS_COST(
    "apparent tardiness cost",
    { machine -> machine.waiting.maxBy { apparentCost(it, machine) } },
  );

  override fun choose(machine: Machine): Job = best(machine)
}

private fun apparentCost(job: Job, machine: Machine): Double {
  val minutes = job.next!!.minutes
  val expectedWaiting = job.workLeft - minutes
  val slack = maxOf(0.0, job.due - machine.shop.time - job.workLeft - expectedWaiting)
  val mean = machine.workWaiting / machine.waiting.size
  return exp(-slack / (2 * mean)) / minutes
}
