package dev.rookery.core.replay;

import dev.rookery.experience.ReplayBuffer;

/** Replay that draws rows by priority, as learners see it. */
public interface PrioritizedReplay extends ReplayBuffer {

  /**
   * Sets how far importance weights correct the bias of the draw, from 0 (not at all) to 1 (fully);
   * it is 0.4 at first. For learners that raise it as training goes on.
   *
   * @throws dev.rookery.settings.SettingsException if it is out of range
   */
  void beta(double beta);

  /**
   * A learner step is over: removes the oldest rows beyond the soft capacity, if there is one and
   * it is time.
   *
   * @param learnerSteps how many steps were made so far
   */
  void trim(long learnerSteps);
}
