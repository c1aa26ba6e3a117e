package jobshop

import java.util.Locale
import kotlin.math.sqrt

/** A mean of independent numbers, with the half-width of its 95 % confidence interval. */
data class Mean(val value: Double, val margin: Double) {

  override fun toString(): String = "%.2f ± %.2f".format(Locale.ROOT, value, margin)

  companion object {
    fun of(numbers: List<Double>): Mean {
      val mean = numbers.average()
      val variance = numbers.sumOf { (it - mean) * (it - mean) } / (numbers.size - 1)
      return Mean(mean, 1.96 * sqrt(variance / numbers.size))
    }
  }
}

/** Days on which all dispatchers work on the same jobs, none of which was trained on. */
class Comparison(private val workload: Workload, days: Int) {

  private val seeds = List(days) { FIRST_SEED + it }

  /** The mean tardiness of each day, in minutes; a day has a dispatcher of its own. */
  fun tardiness(dispatcher: () -> Dispatcher): List<Double> =
    seeds.map { JobShop(workload.draw(it), workload.machines, dispatcher()).work() }

  companion object {
    /** Training takes the seeds below. */
    const val FIRST_SEED = 1_000_000L

    /** The mean of the first minus the second, day by day: negative if the first is better. */
    fun difference(first: List<Double>, second: List<Double>): Mean =
      Mean.of(first.zip(second) { a, b -> a - b })
  }
}
