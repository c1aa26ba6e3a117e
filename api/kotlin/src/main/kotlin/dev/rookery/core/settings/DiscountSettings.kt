package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Discount of a reward one step later. At least 0, at most 1. */
public var SettingsScope<out DiscountSettings<*>>.discount: Double by
  setting(DiscountSettings<*>::discount)
