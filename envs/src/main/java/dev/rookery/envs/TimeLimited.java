package dev.rookery.envs;

import dev.rookery.settings.Setting;

/** The settings of an environment whose episodes may be truncated after a number of steps. */
public interface TimeLimited {

  @Setting(value = "Steps after which an episode is truncated; 0: never.", min = 0)
  int maxEpisodeSteps();
}
