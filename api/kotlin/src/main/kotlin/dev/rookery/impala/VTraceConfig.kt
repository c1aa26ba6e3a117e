package dev.rookery.impala

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/** Segments of one update. At least 1, at most 65536. */
public var SettingsScope<out VTraceConfig<*>>.batchSegments: Int by
  setting(VTraceConfig<*>::batchSegments)

/** How often in succession a batch is learned from. At least 1, at most 1000. */
public var SettingsScope<out VTraceConfig<*>>.batchUpdates: Int by
  setting(VTraceConfig<*>::batchUpdates)

/** Largest weight that a step passes on to those before it. Above 0. */
public var SettingsScope<out VTraceConfig<*>>.cBar: Double by setting(VTraceConfig<*>::cBar)

/** Segments that may wait for the learner; then actors wait. At least 1, at most 1048576. */
public var SettingsScope<out VTraceConfig<*>>.queueSegments: Int by
  setting(VTraceConfig<*>::queueSegments)

/** Largest weight of a step, by which the values are those of a policy that it bounds. Above 0. */
public var SettingsScope<out VTraceConfig<*>>.rhoBar: Double by setting(VTraceConfig<*>::rhoBar)

/**
 * Consecutive steps of one environment that are sent and learned from together. At least 1, at
 * most 65536.
 */
public var SettingsScope<out VTraceConfig<*>>.segmentSteps: Int by
  setting(VTraceConfig<*>::segmentSteps)

/**
 * Weight of later TD errors in a target: 0 is one step, 1 all of a segment. At least 0, at most 1.
 */
public var SettingsScope<out VTraceConfig<*>>.traceLambda: Double by
  setting(VTraceConfig<*>::traceLambda)
