package dev.rookery.core.settings

import dev.rookery.core.optimizer.OptimizerKind
import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Step size of the optimizer after its schedule. At least 0, at most 10. */
public var SettingsScope<out OptimizerSettings<*>>.finalLearningRate: Double by
  setting(OptimizerSettings<*>::finalLearningRate)

/** Step size of the optimizer at the start. At least 0, at most 10. */
public var SettingsScope<out OptimizerSettings<*>>.learningRate: Double by
  setting(OptimizerSettings<*>::learningRate)

/**
 * Updates over which the step size changes in a straight line; 0: those of the whole run. At
 * least 0.
 */
public var SettingsScope<out OptimizerSettings<*>>.learningRateSteps: Long by
  setting(OptimizerSettings<*>::learningRateSteps)

/** Which optimizer moves the parameters. */
public var SettingsScope<out OptimizerSettings<*>>.optimizer: OptimizerKind by
  setting(OptimizerSettings<*>::optimizer)
