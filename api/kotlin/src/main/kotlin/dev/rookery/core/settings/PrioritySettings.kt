package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** How far importance weights correct for priorities. At least 0, at most 1. */
public var SettingsScope<out PrioritySettings<*>>.importanceExponent: Double by
  setting(PrioritySettings<*>::importanceExponent)

/** How much priorities matter; 0: not at all. At least 0, at most 1. */
public var SettingsScope<out PrioritySettings<*>>.priorityExponent: Double by
  setting(PrioritySettings<*>::priorityExponent)
