package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Atoms of each action's distribution. At least 2, at most 65536. */
public var SettingsScope<out CategoricalSettings<*>>.atoms: Int by
  setting(CategoricalSettings<*>::atoms)

/**
 * Highest return of the distributions; Infinity: what the rewards seen before learning and the
 * discount allow.
 */
public var SettingsScope<out CategoricalSettings<*>>.vMax: Double by
  setting(CategoricalSettings<*>::vMax)

/**
 * Lowest return of the distributions; -Infinity: what the rewards seen before learning and the
 * discount allow.
 */
public var SettingsScope<out CategoricalSettings<*>>.vMin: Double by
  setting(CategoricalSettings<*>::vMin)
