package dev.rookery.training

import dev.rookery.algorithm.AlgorithmConfig
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/**
 * Trains an agent, and suspends until the run is over.
 *
 * ```kotlin
 * val report = train {
 *   environment("CartPole-v1")
 *   algorithm(DqnConfig.defaults()) { withLearningRate(2.5e-4) }
 *   actors(2)
 *   onProgress { println("${it.environmentSteps} ${it.meanReturn}") }
 * }
 * ```
 *
 * Cancelling stops the run, which leaves a checkpoint to go on from, and waits for its end: nothing
 * of it is left when this function has returned or thrown.
 *
 * @throws dev.rookery.RookeryException if the run cannot start, or fails
 */
public suspend fun train(configure: Training.Builder.() -> Unit): TrainingReport =
  Training.builder().apply(configure).withRun { it.awaitReport() }

/**
 * Starts a run, and closes it when [block] is over, however it ends. Cancelling stops the run, as
 * [train] says.
 *
 * @param block may collect [events], for example, and stop the run
 * @return what [block] returns
 */
public suspend fun <R> Training.Builder.withRun(block: suspend (TrainingRun) -> R): R {
  // Plugins are found by the caller's class loader, and a run that has started is always closed.
  val loader = Thread.currentThread().contextClassLoader
  val run = blocking(loader) { start() }
  try {
    return block(run)
  } finally {
    blocking(loader) { run.close() }
  }
}

/** Blocks a thread meant for that. What it returns is not lost when the caller is cancelled. */
private suspend fun <R> blocking(loader: ClassLoader?, work: () -> R): R =
  withContext(NonCancellable) {
    withContext(Dispatchers.IO) {
      val thread = Thread.currentThread()
      val before = thread.contextClassLoader
      thread.contextClassLoader = loader
      try {
        work()
      } finally {
        thread.contextClassLoader = before
      }
    }
  }

/**
 * An algorithm with settings that differ from others: `algorithm(DqnConfig.defaults()) {
 * withLearningRate(2.5e-4).withDoubleQ(true) }`.
 *
 * @param change returns the changed settings
 */
public fun <C> Training.Builder.algorithm(base: C, change: C.() -> C): Training.Builder where
C : Record,
C : AlgorithmConfig = algorithm(base.change())
