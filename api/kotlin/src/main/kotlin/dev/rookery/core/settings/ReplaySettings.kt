package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Rows of one update. At least 1, at most 65536. */
public var SettingsScope<out ReplaySettings<*>>.batchSize: Int by
  setting(ReplaySettings<*>::batchSize)

/** Rows in replay before learning begins. At least 1. */
public var SettingsScope<out ReplaySettings<*>>.learningStarts: Int by
  setting(ReplaySettings<*>::learningStarts)

/** Rows that replay keeps. At least 1. */
public var SettingsScope<out ReplaySettings<*>>.replayCapacity: Int by
  setting(ReplaySettings<*>::replayCapacity)

/** How often a row is learned from on average: batchSize × updates per step. Above 0. */
public var SettingsScope<out ReplaySettings<*>>.samplesPerInsert: Double by
  setting(ReplaySettings<*>::samplesPerInsert)
