package dev.rookery.apex

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Sizes of the policy's hidden dense layers. At least 1, at most 65536. */
public var SettingsScope<ApeXDpgConfig>.policyLayers: List<Int> by
  setting(ApeXDpgConfig::policyLayers)

/** Sizes of the critic's hidden dense layers. At least 1, at most 65536. */
public var SettingsScope<ApeXDpgConfig>.criticLayers: List<Int> by
  setting(ApeXDpgConfig::criticLayers)

/** Adam's step size for the policy. At least 0, at most 10. */
public var SettingsScope<ApeXDpgConfig>.policyLearningRate: Double by
  setting(ApeXDpgConfig::policyLearningRate)

/** Adam's step size for the critic. At least 0, at most 10. */
public var SettingsScope<ApeXDpgConfig>.criticLearningRate: Double by
  setting(ApeXDpgConfig::criticLearningRate)

/**
 * Standard deviation of the noise on actions in a run's first environment, as a share of half an
 * action's range. At least 0, at most 100.
 */
public var SettingsScope<ApeXDpgConfig>.largestNoise: Double by setting(ApeXDpgConfig::largestNoise)

/**
 * Standard deviation of that noise in a run's last environment; those between are spaced evenly by
 * ratio, so 0 leaves noise to the first alone. At least 0, at most 100.
 */
public var SettingsScope<ApeXDpgConfig>.smallestNoise: Double by
  setting(ApeXDpgConfig::smallestNoise)

/**
 * Correlation of that noise with itself one step before; DDPG's is 0.85. At least 0, at most
 * 0.9999.
 */
public var SettingsScope<ApeXDpgConfig>.noiseCorrelation: Double by
  setting(ApeXDpgConfig::noiseCorrelation)
