package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** How far importance weights correct for priorities at the start. At least 0, at most 1. */
public var SettingsScope<out OptionalPrioritySettings<*>>.importanceExponent: Double by
  setting(OptionalPrioritySettings<*>::importanceExponent)

/** Updates over which that exponent rises to 1; 0: those of the whole run. At least 0. */
public var SettingsScope<out OptionalPrioritySettings<*>>.importanceExponentSteps: Long by
  setting(OptionalPrioritySettings<*>::importanceExponentSteps)

/**
 * Share of all rows so far that are drawn from, the newest ones, where rows are not drawn by
 * priority; 1: all that replay keeps. Above 0, at most 1.
 */
public var SettingsScope<out OptionalPrioritySettings<*>>.newestShare: Double by
  setting(OptionalPrioritySettings<*>::newestShare)

/** Draw rows by the size of their TD error (Schaul et al. 2016). */
public var SettingsScope<out OptionalPrioritySettings<*>>.prioritized: Boolean by
  setting(OptionalPrioritySettings<*>::prioritized)
