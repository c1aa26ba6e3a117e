package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Rewards that a row sums up before it bootstraps. At least 1, at most 1000. */
public var SettingsScope<out ReturnSettings<*>>.nStep: Int by setting(ReturnSettings<*>::nStep)
