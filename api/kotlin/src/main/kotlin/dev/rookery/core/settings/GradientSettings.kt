package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Gradients with a larger Euclidean norm are scaled down to it; infinity: never. Above 0. */
public var SettingsScope<out GradientSettings<*>>.maximumGradientNorm: Double by
  setting(GradientSettings<*>::maximumGradientNorm)

/** Optimizer's epsilon. Above 0. */
public var SettingsScope<out GradientSettings<*>>.optimizerEpsilon: Double by
  setting(GradientSettings<*>::optimizerEpsilon)
