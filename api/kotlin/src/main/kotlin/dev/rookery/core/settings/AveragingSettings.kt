package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/**
 * Updates over which the parameters that act and are evaluated are averaged, with weights that fall
 * exponentially; 0: the latest are used. At least 0.
 */
public var SettingsScope<out AveragingSettings<*>>.averagingUpdates: Long by
  setting(AveragingSettings<*>::averagingUpdates)
