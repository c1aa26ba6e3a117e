package dev.rookery.qrdqn

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Quantiles of each action's return. At least 1, at most 65536. */
public var SettingsScope<QrDqnConfig>.quantiles: Int by setting(QrDqnConfig::quantiles)
