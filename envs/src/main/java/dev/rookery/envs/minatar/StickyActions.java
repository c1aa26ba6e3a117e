package dev.rookery.envs.minatar;

import dev.rookery.envs.TimeLimited;
import dev.rookery.settings.Setting;

/** The settings that all the games have. */
interface StickyActions extends TimeLimited {

  /** The default of {@link #stickyActionProbability}. */
  double DEFAULT_PROBABILITY = 0.1;

  @Setting(
      value = "How probable it is that a step repeats the previous action, whatever is chosen.",
      min = 0,
      max = 1)
  double stickyActionProbability();
}
