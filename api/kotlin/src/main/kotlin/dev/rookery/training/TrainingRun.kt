package dev.rookery.training

import java.util.concurrent.CompletionException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ProducerScope
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runInterruptible

/**
 * Suspends until the run is over. Cancelling ends the wait; the run goes on.
 *
 * @throws dev.rookery.RookeryException if the run fails
 */
public suspend fun TrainingRun.awaitReport(): TrainingReport = completion().await()

/**
 * What happens in the run from when the flow is collected on. No event is lost, however slow the
 * collector is. The flow ends with the run, and fails if the run does.
 */
public val TrainingRun.events: Flow<RunEvent>
  get() =
    callbackFlow {
        val subscription = subscribe { trySend(it) }
        closeWith(this@events)
        awaitClose { subscription.close() }
      }
      .buffer(Channel.UNLIMITED)

/**
 * Where the run stands: at once, about once a second, and when the run is over. A slow collector
 * gets the latest. The flow ends with the run, and fails if the run does.
 */
public val TrainingRun.progress: Flow<Progress>
  get() =
    callbackFlow {
        val subscription = subscribe { if (it is RunEvent.Progressed) trySend(it.progress) }
        trySend(progress())
        closeWith(this@progress)
        awaitClose { subscription.close() }
      }
      .conflate()

private fun ProducerScope<*>.closeWith(run: TrainingRun) {
  run.completion().whenComplete { _, failure ->
    close(if (failure is CompletionException) failure.cause else failure)
  }
}

/**
 * Suspends until the actors have ended. Cancelling ends the wait; the actors go on.
 *
 * @throws dev.rookery.RookeryException if one has failed
 */
public suspend fun ActorRun.awaitEnd(): Unit = runInterruptible(Dispatchers.IO) { await() }
