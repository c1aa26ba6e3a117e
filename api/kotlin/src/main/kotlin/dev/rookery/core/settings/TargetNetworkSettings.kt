package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Updates between updates of the target network. At least 1. */
public var SettingsScope<out TargetNetworkSettings<*>>.targetUpdateInterval: Int by
  setting(TargetNetworkSettings<*>::targetUpdateInterval)

/** How far the target network moves towards the online one; 1: it is copied. Above 0, at most 1. */
public var SettingsScope<out TargetNetworkSettings<*>>.targetUpdateStep: Double by
  setting(TargetNetworkSettings<*>::targetUpdateStep)
