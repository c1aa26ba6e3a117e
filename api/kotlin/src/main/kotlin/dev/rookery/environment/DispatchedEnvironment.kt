package dev.rookery.environment

import dev.rookery.DataType
import java.util.concurrent.locks.LockSupport
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.startCoroutine
import kotlinx.coroutines.Job
import org.apiguardian.api.API

/**
 * Runs the calls of a suspending environment on a dispatcher, while the thread that began them does
 * other things, until it waits for them. A call writes into memory of its own, which is copied when
 * it is over.
 */
@API(status = API.Status.INTERNAL) // In class files it is public.
internal class DispatchedEnvironment(
  private val inner: SuspendingEnvironment,
  dispatcher: CoroutineContext,
) : OverlappingEnvironment, Continuation<Unit> {

  private enum class Call {
    NONE,
    RESET,
    STEP,
  }

  private val job = Job()
  override val context: CoroutineContext = dispatcher + job

  private val observationSpace = inner.observationSpace
  private val action = Action(inner.actionSpace)
  private val first = Observation(observationSpace)
  private val step = Step.of(observationSpace)
  private var seed = 0L

  // One object each for all calls.
  private val resetting: suspend () -> Unit = { inner.reset(seed, first) }
  private val stepping: suspend () -> Unit = { inner.step(action, step) }

  private var begun = Call.NONE
  private var waiting: Thread? = null
  private var failure: Throwable? = null
  @Volatile private var over = true

  override fun observationSpace(): Space = observationSpace

  override fun actionSpace(): Space = inner.actionSpace

  override fun hasLegalActions(): Boolean = inner.hasLegalActions

  override fun legalActions(mask: ActionMask) = inner.legalActions(mask)

  override fun beginReset(seed: Long) {
    this.seed = seed
    first.blank()
    begin(Call.RESET, resetting)
  }

  override fun beginStep(action: Action) {
    this.action.set(action)
    step.clear()
    step.observation().blank()
    begin(Call.STEP, stepping)
  }

  private fun begin(call: Call, work: suspend () -> Unit) {
    check(begun == Call.NONE) { "a $begun that was begun has not been waited for" }
    begun = call
    waiting = Thread.currentThread()
    over = false
    work.startCoroutine(this)
  }

  /** The end of a call, on a thread of the dispatcher. */
  override fun resumeWith(result: Result<Unit>) {
    failure = result.exceptionOrNull()
    over = true
    LockSupport.unpark(waiting)
  }

  override fun reset(seed: Long, observation: Observation) {
    if (begun != Call.RESET) beginReset(seed)
    await()
    observation.set(first)
  }

  override fun step(action: Action, step: Step) {
    if (begun != Call.STEP) beginStep(action)
    await()
    step.observation().set(this.step.observation())
    step.outcome(this.step)
  }

  private fun await() {
    while (!over) {
      if (Thread.interrupted()) throw InterruptedException()
      LockSupport.park(this)
    }
    begun = Call.NONE
    failure?.let { throw it }
  }

  /** Cancels a call that is under way, and gives it a moment to end. */
  override fun close() {
    job.cancel()
    val limit = System.nanoTime() + CLOSE_NANOS
    while (!over && System.nanoTime() < limit) {
      LockSupport.parkNanos(this, PAUSE_NANOS)
    }
    inner.close()
  }

  private companion object {
    const val CLOSE_NANOS = 1_000_000_000L
    const val PAUSE_NANOS = 1_000_000L

    /** Makes floats that are not written not finite, so that they are found. */
    fun Observation.blank() {
      for (part in space().parts()) {
        if (part.space().dataType() == DataType.FLOAT32) {
          val view = part(part.name())
          for (i in 0 until view.size()) view.set(i, Double.NaN)
        }
      }
    }
  }
}
