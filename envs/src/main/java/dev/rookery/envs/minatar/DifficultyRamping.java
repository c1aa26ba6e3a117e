package dev.rookery.envs.minatar;

import dev.rookery.settings.Setting;

/** The setting of the games that can get harder as they go on. */
interface DifficultyRamping {

  @Setting("Whether the game gets faster the longer it goes on.")
  boolean difficultyRamping();
}
