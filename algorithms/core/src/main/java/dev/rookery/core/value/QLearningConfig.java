package dev.rookery.core.value;

import dev.rookery.core.optimizer.OptimizerKind;

/**
 * The settings of Q-learning with a target network; a config record implements them as they are.
 */
public interface QLearningConfig extends ValueConfig {

  /** Whether the online network chooses the next action (van Hasselt et al. 2016). */
  boolean doubleQ();

  /** Whether state value and advantages have streams of their own (Wang et al. 2016). */
  boolean dueling();

  /** Which optimizer moves the parameters. */
  OptimizerKind optimizer();

  /** The optimizer's step size at the start. */
  double learningRate();

  /** Its step size after the schedule. */
  double finalLearningRate();

  /** How many updates the step size takes to get there; 0: it stays as it is at the start. */
  long learningRateSteps();

  /** The optimizer's epsilon, above 0. */
  double optimizerEpsilon();

  /** Gradients with a larger Euclidean norm are scaled down to it. */
  double maximumGradientNorm();

  /** The TD error at which the loss turns straight. */
  double huberKappa();

  /** How many updates lie between updates of the target network. */
  int targetUpdateInterval();

  /** How far the target network moves then, above 0; 1: it is copied. */
  double targetUpdateStep();

  /** β at the start: how far importance weights correct for priorities. */
  double importanceExponent();

  /** β after the schedule. */
  double finalImportanceExponent();

  /** How many updates β takes to get there. */
  long importanceExponentSteps();
}
