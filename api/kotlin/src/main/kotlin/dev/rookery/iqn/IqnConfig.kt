package dev.rookery.iqn

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Quantile levels of each prediction. At least 1, at most 4096. */
public var SettingsScope<IqnConfig>.samples: Int by setting(IqnConfig::samples)

/** Quantile levels of each target. At least 1, at most 4096. */
public var SettingsScope<IqnConfig>.targetSamples: Int by setting(IqnConfig::targetSamples)

/** Quantile levels that actions are chosen with. At least 1, at most 4096. */
public var SettingsScope<IqnConfig>.actingSamples: Int by setting(IqnConfig::actingSamples)

/** Cosines that the network sees of each quantile level. At least 1, at most 4096. */
public var SettingsScope<IqnConfig>.cosines: Int by setting(IqnConfig::cosines)

/** What actions are chosen by. */
public var SettingsScope<IqnConfig>.riskMeasure: RiskKind by setting(IqnConfig::riskMeasure)

/**
 * How much that differs from the mean: the share of the worst returns for cvar, above 0 and at most
 * 1; the exponent for cpw, from 0.3 to 1, 0.71 in the paper; the shift for wang, from -8 to 8,
 * below 0 averse to risk.
 */
public var SettingsScope<IqnConfig>.riskLevel: Double by setting(IqnConfig::riskLevel)
