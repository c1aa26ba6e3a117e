package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Sizes of the hidden dense layers. At least 1, at most 65536. */
public var SettingsScope<out NetworkSettings<*>>.hiddenLayers: List<Int> by
  setting(NetworkSettings<*>::hiddenLayers)
