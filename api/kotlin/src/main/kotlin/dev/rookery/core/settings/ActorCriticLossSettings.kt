package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Weight of the policy's entropy, which is rewarded. At least 0, at most 1000. */
public var SettingsScope<out ActorCriticLossSettings<*>>.entropyCoefficient: Double by
  setting(ActorCriticLossSettings<*>::entropyCoefficient)

/** Give the advantages of each batch mean 0 and deviation 1. */
public var SettingsScope<out ActorCriticLossSettings<*>>.normalizeAdvantages: Boolean by
  setting(ActorCriticLossSettings<*>::normalizeAdvantages)

/** Divide rewards by the deviation of the returns of all episodes so far, and cut them to ±10. */
public var SettingsScope<out ActorCriticLossSettings<*>>.normalizeRewards: Boolean by
  setting(ActorCriticLossSettings<*>::normalizeRewards)

/** Weight of the value's loss. At least 0, at most 1000. */
public var SettingsScope<out ActorCriticLossSettings<*>>.valueCoefficient: Double by
  setting(ActorCriticLossSettings<*>::valueCoefficient)
