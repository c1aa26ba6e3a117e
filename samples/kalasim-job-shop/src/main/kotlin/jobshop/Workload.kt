package jobshop

import java.util.SplittableRandom
import kotlin.math.ln

/**
 * What the jobs of a day are like. They arrive at random (a Poisson process), at a rate that keeps
 * each machine busy for a share [utilization] of the time. An operation takes between 0.1 and 1.9
 * times [meanMinutes]. A job is due after a multiple of its work, drawn between [tightest] and
 * [loosest].
 */
data class Workload(
  val jobs: Int = 60,
  val machines: Int = 4,
  val meanMinutes: Double = 10.0,
  val utilization: Double = 0.9,
  val tightest: Double = 1.5,
  val loosest: Double = 4.5,
) {

  init {
    require(tightest >= 1) { "tightest must be at least 1, or jobs are late when they arrive" }
  }

  /** Draws the jobs of one day; the same seed gives the same jobs. */
  fun draw(seed: Long): List<Job> {
    val random = SplittableRandom(seed)
    var arrival = 0.0
    return List(jobs) {
      arrival -= ln(1 - random.nextDouble()) * meanMinutes / utilization
      val route = shuffled(random).map { Operation(it, meanMinutes * random.nextDouble(0.1, 1.9)) }
      val work = route.sumOf { it.minutes }
      Job(arrival, arrival + random.nextDouble(tightest, loosest) * work, route)
    }
  }

  private fun shuffled(random: SplittableRandom): List<Int> {
    val order = MutableList(machines) { it }
    for (i in machines - 1 downTo 1) {
      val other = random.nextInt(i + 1)
      order[i] = order[other].also { order[other] = order[i] }
    }
    return order
  }
}
