package dev.rookery.apex

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** What the network gives for each action: its value, or the distribution of its return. */
public var SettingsScope<ApeXDqnConfig>.distribution: DistributionKind by
  setting(ApeXDqnConfig::distribution)

/** Quantiles of each action's distribution. At least 1, at most 65536. */
public var SettingsScope<ApeXDqnConfig>.quantiles: Int by setting(ApeXDqnConfig::quantiles)

/** Chance of a random action in the first environment of a run. At least 0, at most 1. */
public var SettingsScope<ApeXDqnConfig>.epsilon: Double by setting(ApeXDqnConfig::epsilon)

/**
 * How much smaller it is in the last one: epsilon to the power of 1 + this. At least 0, at
 * most 1000.
 */
public var SettingsScope<ApeXDqnConfig>.epsilonExponent: Double by
  setting(ApeXDqnConfig::epsilonExponent)
