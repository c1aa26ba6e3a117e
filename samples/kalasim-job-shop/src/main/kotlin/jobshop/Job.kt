package jobshop

/** Work that a job needs of one machine. */
class Operation(val machine: Int, val minutes: Double)

/**
 * A job, which visits each machine once, in an order of its own. All times are minutes since the
 * shop opened.
 */
class Job(val arrival: Double, val due: Double, private val route: List<Operation>) {

  private var completed = 0
  private var free = arrival

  /** The operation that it waits for or is in, or null once it is finished. */
  val next: Operation?
    get() = route.getOrNull(completed)

  /** The operation after that, or null. */
  val afterNext: Operation?
    get() = route.getOrNull(completed + 1)

  /** Minutes of the operations that have not begun. */
  var workLeft = route.sumOf { it.minutes }
    private set

  /**
   * Minutes by which it will be late even if it never waits again. Once it is finished, that is its
   * tardiness.
   */
  fun unavoidableTardiness(now: Double): Double {
    val earliestEnd = if (next == null) free else maxOf(now, free) + workLeft
    return maxOf(0.0, earliestEnd - due)
  }

  /** Begins its next operation; returns how many minutes that takes. */
  fun begin(now: Double): Double {
    val minutes = checkNotNull(next).minutes
    workLeft -= minutes
    free = now + minutes
    return minutes
  }

  /** Ends its operation. */
  fun end() {
    completed++
  }
}
