package dev.rookery.envs.classic;

import dev.rookery.envs.TimeLimited;
import dev.rookery.settings.Setting;

/** The settings that both mountain cars have. */
interface MountainCarSettings extends TimeLimited {

  @Setting(
      value = "The goal counts only at this velocity or above.",
      min = -MountainCarDynamics.MAX_SPEED,
      max = MountainCarDynamics.MAX_SPEED)
  double goalVelocity();

  @Setting(
      value = "The start position is at least this.",
      min = MountainCarDynamics.LEFTMOST,
      max = MountainCarDynamics.RIGHTMOST)
  double resetLow();

  @Setting(
      value = "The start position is below this.",
      min = MountainCarDynamics.LEFTMOST,
      max = MountainCarDynamics.RIGHTMOST)
  double resetHigh();
}
