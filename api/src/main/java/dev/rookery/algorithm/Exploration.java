package dev.rookery.algorithm;

import dev.rookery.SeededRandom;
import dev.rookery.metrics.MetricsRecorder;

/**
 * How an actor of a value-based algorithm chooses actions, given their values. Each actor has its
 * own, which one thread uses. It should allocate nothing per step.
 */
@FunctionalInterface
public interface Exploration {

  /**
   * Chooses an action. An actor asks once for each of its environments in each step, in their
   * order.
   *
   * @param values of the actions in this environment
   * @param environment which of the actor's environments, from 0
   * @param environmentSteps how many steps the whole run has made by now
   * @param random decides what is random, so that a run can be repeated
   * @return a legal action, from 0; any other ends the run
   */
  int choose(ActionValues values, int environment, long environmentSteps, SeededRandom random);

  /** Reports what is worth plotting. Nothing by default. */
  default void report(MetricsRecorder metrics) {}
}
