package jobshop

import kotlin.time.Duration.Companion.minutes
import kotlin.time.DurationUnit
import org.kalasim.Component
import org.kalasim.Environment

/** Decides which of the jobs that wait for a machine comes next. */
fun interface Dispatcher {

  /** Chooses one of the two or more jobs that wait for [machine]. */
  fun choose(machine: Machine): Job

  /** Told when the last job of the day is finished. */
  fun dayIsOver(shop: JobShop) {}
}

/**
 * One day in a job shop. kalasim owns the loop; where a machine is free and more than one job waits
 * for it, the machine asks the [dispatcher].
 */
class JobShop(val jobs: List<Job>, machines: Int, val dispatcher: Dispatcher) :
  Environment(tickDurationUnit = DurationUnit.MINUTES) {

  init {
    entityTrackingDefaults.disableAll() // kalasim's own statistics take time and are not used
  }

  val machines = List(machines) { Machine(this) }
  private var unfinished = jobs.size

  /** Minutes since the shop opened. */
  val time: Double
    get() = (now - startDate).toDouble(DurationUnit.MINUTES)

  /** The sum of what jobs are late for certain, in minutes; at the end of the day, their tardiness. */
  val unavoidableTardiness: Double
    get() = time.let { now -> jobs.sumOf { it.unavoidableTardiness(now) } }

  /** Works until all jobs are finished; returns their mean tardiness in minutes. */
  fun work(): Double {
    Arrivals(this)
    run()
    dispatcher.dayIsOver(this)
    return unavoidableTardiness / jobs.size
  }

  /** Takes a job to its next machine; the last job that is finished ends the day. */
  fun route(job: Job) {
    val next = job.next
    if (next != null) {
      machines[next.machine].add(job)
    } else if (--unfinished == 0) {
      stopSimulation()
    }
  }
}

/** Brings the jobs into the shop. */
private class Arrivals(private val shop: JobShop) : Component(koin = shop.getKoin()) {

  override fun process() = sequence {
    for (job in shop.jobs) {
      hold((job.arrival - shop.time).minutes)
      shop.route(job)
    }
  }
}

/** A machine, which does one job at a time and is not interrupted. */
class Machine(val shop: JobShop) : Component(koin = shop.getKoin()) {

  private val queue = mutableListOf<Job>()

  /** The jobs that wait, in the order in which they came. */
  val waiting: List<Job>
    get() = queue

  /** Minutes of work that wait. */
  val workWaiting: Double
    get() = queue.sumOf { it.next!!.minutes }

  fun add(job: Job) {
    queue.add(job)
    if (isPassive) {
      activate()
    }
  }

  override fun process() = sequence {
    while (true) {
      if (queue.isEmpty()) {
        passivate()
      }
      val job = queue.singleOrNull() ?: shop.dispatcher.choose(this@Machine)
      check(queue.remove(job)) { "the dispatcher chose a job that does not wait here" }
      hold(job.begin(shop.time).minutes)
      job.end()
      shop.route(job)
    }
  }
}
