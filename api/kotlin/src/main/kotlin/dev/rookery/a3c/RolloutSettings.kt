package dev.rookery.a3c

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/**
 * Steps of each environment that a worker takes gradients of together. At least 1, at most 65536.
 */
public var SettingsScope<out RolloutSettings<*>>.rolloutSteps: Int by
  setting(RolloutSettings<*>::rolloutSteps)
