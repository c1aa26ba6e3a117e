package dev.rookery.rainbow

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Learn the distribution of returns (Bellemare et al. 2017), not only their mean. */
public var SettingsScope<RainbowConfig>.distributional: Boolean by
  setting(RainbowConfig::distributional)
