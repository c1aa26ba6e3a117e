package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/**
 * TD error beyond which the loss is linear instead of quadratic; infinity: half the squared error
 * everywhere. Above 0.
 */
public var SettingsScope<out LossSettings<*>>.huberKappa: Double by
  setting(LossSettings<*>::huberKappa)
