package dev.rookery.core.settings

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/**
 * Steps that an actor keeps what it has drawn, noise or quantile levels. At least 1, at
 * most 1000000.
 */
public var SettingsScope<out NoisyLayerSettings<*>>.drawInterval: Int by
  setting(NoisyLayerSettings<*>::drawInterval)

/** Dense layers have learned noise on their weights (Fortunato et al. 2018). */
public var SettingsScope<out NoisyLayerSettings<*>>.noisy: Boolean by
  setting(NoisyLayerSettings<*>::noisy)

/**
 * First deviation of that noise, times the square root of a layer's inputs. Above 0, at most 10.
 */
public var SettingsScope<out NoisyLayerSettings<*>>.noisySigma: Double by
  setting(NoisyLayerSettings<*>::noisySigma)
