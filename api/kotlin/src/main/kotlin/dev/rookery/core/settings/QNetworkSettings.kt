package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Choose the next action with the online network (van Hasselt et al. 2016). */
public var SettingsScope<out QNetworkSettings<*>>.doubleQ: Boolean by
  setting(QNetworkSettings<*>::doubleQ)

/** Separate streams for state value and advantages (Wang et al. 2016). */
public var SettingsScope<out QNetworkSettings<*>>.dueling: Boolean by
  setting(QNetworkSettings<*>::dueling)

/**
 * Units of a hidden layer that each of those streams has of its own; 0: they are linear. At least
 * 0, at most 65536.
 */
public var SettingsScope<out QNetworkSettings<*>>.duelingUnits: Int by
  setting(QNetworkSettings<*>::duelingUnits)
