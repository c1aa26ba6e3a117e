package dev.rookery.a3c

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/**
 * What values move towards: the best next one, all rewards of the rollout, or what was done next.
 */
public var SettingsScope<AsyncQConfig>.target: AsyncTarget by setting(AsyncQConfig::target)
