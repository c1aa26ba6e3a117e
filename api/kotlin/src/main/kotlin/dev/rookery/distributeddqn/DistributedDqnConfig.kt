package dev.rookery.distributeddqn

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/**
 * In rounds: steps of each environment after which agents share, or learn for themselves where
 * weights are averaged. At least 1, at most 65536.
 */
public var SettingsScope<DistributedDqnConfig>.shareSteps: Int by
  setting(DistributedDqnConfig::shareSteps)
