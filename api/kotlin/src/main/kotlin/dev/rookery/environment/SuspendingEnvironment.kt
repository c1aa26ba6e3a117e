package dev.rookery.environment

import kotlin.coroutines.CoroutineContext

/**
 * An environment whose [reset] and [step] suspend: a simulator on another machine, a game server.
 * What an [Environment] promises, it promises too: an episode is a function of the seed and the
 * actions, every number of an observation is written, and one call is over before the next.
 *
 * Many of them share few threads: [asEnvironment] makes each an environment whose calls run on a
 * dispatcher, and an actor has the steps of all its copies under way at once.
 */
public interface SuspendingEnvironment : AutoCloseable {

  /** The space of observations; the same object for the environment's whole life. */
  public val observationSpace: Space

  /** The space of actions; the same object for the environment's whole life. */
  public val actionSpace: Space

  /**
   * Whether [legalActions] says which actions are legal; the same for the environment's whole life.
   */
  public val hasLegalActions: Boolean
    get() = false

  /**
   * Starts an episode.
   *
   * @param seed decides everything random in this episode
   * @param observation receives the first observation
   */
  public suspend fun reset(seed: Long, observation: Observation)

  /**
   * Takes one action.
   *
   * @param action to be read only
   * @param step receives the observation, the reward, and whether the episode ended; it comes with
   *   reward 0 and both flags false
   */
  public suspend fun step(action: Action, step: Step)

  /** Writes which actions are legal in the next step, as [Environment.legalActions]. */
  public fun legalActions(mask: ActionMask) {}

  /**
   * Frees what the environment holds; nothing by default. A call that was under way has been
   * cancelled.
   */
  override fun close() {}
}

/**
 * The environment for everything that takes an ordinary one. It owns this one.
 *
 * @param context has the dispatcher on whose threads [SuspendingEnvironment.reset] and
 *   [SuspendingEnvironment.step] run, for example `Dispatchers.IO.limitedParallelism(2)`
 */
public fun SuspendingEnvironment.asEnvironment(context: CoroutineContext): OverlappingEnvironment =
  DispatchedEnvironment(this, context)
