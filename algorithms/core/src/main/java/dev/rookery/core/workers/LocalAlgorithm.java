package dev.rookery.core.workers;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.core.optimizer.Descent;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.experience.ExperienceStore;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm that a {@link WorkerAlgorithm} makes a distributed one of: each worker has its
 * actor, its store and its learner, and what the learner's gradients move is decided by the worker.
 */
public interface LocalAlgorithm extends Algorithm {

  /**
   * Makes a worker's learner. It never copies its parameters to its target network: the worker does
   * when it is time.
   *
   * @param run the worker's part of the run: one actor, and its share of the steps
   * @param store what {@link #createStore()} made
   * @param descents decides what gradients move
   */
  Learner createLearner(LearnerContext run, ExperienceStore store, Descents descents);

  /** How many updates such a learner makes in its part of a run. */
  long updates(LearnerContext run);

  /** The parameters that a run begins with: the same in every process. */
  float[] firstValues();

  /** Decides what the gradients of a worker's learner move. */
  @FunctionalInterface
  interface Descents {

    /**
     * Makes what takes the learner's gradients.
     *
     * @param online the parameters that gradients are taken of
     * @param target those of its target network; null where it has none
     * @param own what would move the learner's own parameters
     */
    Descent create(ParameterArena online, @Nullable ParameterArena target, GradientDescent own);
  }
}
