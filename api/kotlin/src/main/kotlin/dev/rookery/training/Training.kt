package dev.rookery.training

import dev.rookery.algorithm.AlgorithmConfig
import dev.rookery.algorithm.AlgorithmProvider
import dev.rookery.environment.SuspendingEnvironment
import dev.rookery.environment.asEnvironment
import dev.rookery.settings.SettingsScope
import dev.rookery.settings.with
import java.util.function.Supplier
import kotlin.coroutines.CoroutineContext
import kotlin.properties.ReadWriteProperty
import kotlin.reflect.KProperty
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/**
 * Trains an agent, and suspends until the run is over.
 *
 * ```kotlin
 * val report = train {
 *   environment("CartPole-v1")
 *   algorithm(DqnConfig.defaults()) { learningRate = 2.5e-4 }
 *   actors = 2
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
 * learningRate = 2.5e-4 }`.
 *
 * @param change sets settings, as [SettingsScope] says
 */
public fun <C> Training.Builder.algorithm(
  base: C,
  change: SettingsScope<C>.() -> Unit,
): Training.Builder where C : Record, C : AlgorithmConfig = algorithm(base.with(change))

/**
 * An algorithm of the program's own, with settings that differ from its defaults.
 *
 * @param change sets settings, as [SettingsScope] says
 */
public fun <C> Training.Builder.algorithm(
  provider: AlgorithmProvider<C>,
  change: SettingsScope<C>.() -> Unit = {},
): Training.Builder where C : Record, C : AlgorithmConfig =
  algorithm(provider, provider.defaultSettings().with(change))

/**
 * Processes that the run starts, watches over and restarts, as `actorProcesses(count)` says: there
 * are at least as many actors then.
 */
public var Training.Builder.actorProcesses: Int
  get() = runSettings().actorProcesses()
  set(value) {
    actorProcesses(value)
  }

/** The run's setting whose name the property has. */
internal fun <T : Any> runSetting(
  read: (RunSettings) -> T
): ReadWriteProperty<Training.Builder, T> = RunSettingProperty(read)

private class RunSettingProperty<T : Any>(private val read: (RunSettings) -> T) :
  ReadWriteProperty<Training.Builder, T> {

  override fun getValue(thisRef: Training.Builder, property: KProperty<*>): T =
    read(thisRef.runSettings())

  override fun setValue(thisRef: Training.Builder, property: KProperty<*>, value: T) {
    thisRef.set(property.name, value)
  }
}

/**
 * A suspending environment of the program's own: each actor has the steps of all its copies under
 * way at once, on the threads of a dispatcher.
 *
 * @param context has the dispatcher, as [asEnvironment] says
 * @param factory makes a new object with each call, which belongs to the run; the run closes it
 */
public fun Training.Builder.environment(
  name: String,
  context: CoroutineContext,
  factory: () -> SuspendingEnvironment,
): Training.Builder = environment(name, Supplier { factory().asEnvironment(context) })

/** The same, for a process that brings actors to a run. */
public fun JoinBuilder.environment(
  name: String,
  context: CoroutineContext,
  factory: () -> SuspendingEnvironment,
): JoinBuilder = environment(name, Supplier { factory().asEnvironment(context) })
