package dev.rookery.core.workers

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/**
 * How workers share: each applies its gradients to the common parameters, or sends them; or in
 * rounds, with the mean of gradients or of weights.
 */
public var SettingsScope<out WorkerSettings<*>>.aggregation: Aggregation by
  setting(WorkerSettings<*>::aggregation)

/**
 * Where weights are averaged: how often each worker learns in between what it otherwise shares at
 * once. At least 1, at most 65536.
 */
public var SettingsScope<out WorkerSettings<*>>.averagingInterval: Int by
  setting(WorkerSettings<*>::averagingInterval)
