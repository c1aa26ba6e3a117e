package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/**
 * Error beyond which the quantile loss is linear instead of quadratic; 0: linear everywhere. At
 * least 0, at most 1000000.
 */
public var SettingsScope<out QuantileLossSettings<*>>.quantileKappa: Double by
  setting(QuantileLossSettings<*>::quantileKappa)
