package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** How far from 1 a probability ratio pays. Above 0, at most 10. */
public var SettingsScope<out RatioClipSettings<*>>.clip: Double by
  setting(RatioClipSettings<*>::clip)
