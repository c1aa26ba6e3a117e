package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/**
 * Weight of later TD errors in an advantage: 0 is one step, 1 the whole return. At least 0, at
 * most 1.
 */
public var SettingsScope<out GeneralizedAdvantageSettings<*>>.gaeLambda: Double by
  setting(GeneralizedAdvantageSettings<*>::gaeLambda)
