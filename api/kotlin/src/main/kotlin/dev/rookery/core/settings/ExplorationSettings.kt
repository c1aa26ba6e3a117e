package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Chance of a random action after its schedule. At least 0, at most 1. */
public var SettingsScope<out ExplorationSettings<*>>.epsilonEnd: Double by
  setting(ExplorationSettings<*>::epsilonEnd)

/** Chance of a random action at the start. At least 0, at most 1. */
public var SettingsScope<out ExplorationSettings<*>>.epsilonStart: Double by
  setting(ExplorationSettings<*>::epsilonStart)

/** Environment steps over which that chance falls in a straight line. At least 0. */
public var SettingsScope<out ExplorationSettings<*>>.epsilonSteps: Long by
  setting(ExplorationSettings<*>::epsilonSteps)

/**
 * How actors explore; with noise, they take the best action by noisy layers, and random ones by
 * epsilon where layers are not noisy.
 */
public var SettingsScope<out ExplorationSettings<*>>.exploration: ExplorationKind by
  setting(ExplorationSettings<*>::exploration)

/**
 * Temperature of Boltzmann exploration at the start, in units of values; it falls to 0 over
 * epsilonSteps. At least 0.
 */
public var SettingsScope<out ExplorationSettings<*>>.temperature: Double by
  setting(ExplorationSettings<*>::temperature)
