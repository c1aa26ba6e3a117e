package dev.rookery.apex

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Draw the next batch on a thread of its own while learning from the one before. */
public var SettingsScope<out ApeXReplaySettings<*>>.prefetch: Boolean by
  setting(ApeXReplaySettings<*>::prefetch)

/** Rows that replay is trimmed to. At least 1. */
public var SettingsScope<out ApeXReplaySettings<*>>.replayCapacity: Int by
  setting(ApeXReplaySettings<*>::replayCapacity)

/** Updates from one trim to the next. At least 1. */
public var SettingsScope<out ApeXReplaySettings<*>>.trimInterval: Int by
  setting(ApeXReplaySettings<*>::trimInterval)
