package dev.rookery.core.settings

import dev.rookery.core.network.Activation
import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** What follows hidden layers. */
public var SettingsScope<out PolicyNetworkSettings<*>>.activation: Activation by
  setting(PolicyNetworkSettings<*>::activation)

/**
 * First standard deviation of continuous actions, where half their range is 1. Above 0, at
 * most 100.
 */
public var SettingsScope<out PolicyNetworkSettings<*>>.firstDeviation: Double by
  setting(PolicyNetworkSettings<*>::firstDeviation)

/**
 * Steps after which that function is drawn anew, in each environment for itself. At least 1, at
 * most 1048576.
 */
public var SettingsScope<out PolicyNetworkSettings<*>>.noiseInterval: Int by
  setting(PolicyNetworkSettings<*>::noiseInterval)

/** Give each number of an observation mean 0 and deviation 1, by all that were seen so far. */
public var SettingsScope<out PolicyNetworkSettings<*>>.normalizeObservations: Boolean by
  setting(PolicyNetworkSettings<*>::normalizeObservations)

/** Continuous actions never reach their bounds, by a hyperbolic tangent. */
public var SettingsScope<out PolicyNetworkSettings<*>>.squashed: Boolean by
  setting(PolicyNetworkSettings<*>::squashed)

/**
 * Explore continuous actions by noise that is a function of the state, and the same one for several
 * steps (gSDE).
 */
public var SettingsScope<out PolicyNetworkSettings<*>>.stateDependentNoise: Boolean by
  setting(PolicyNetworkSettings<*>::stateDependentNoise)
