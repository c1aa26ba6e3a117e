package dev.rookery.ppo

import dev.rookery.settings.SettingsScope
import dev.rookery.settings.setting

/**
 * Steps of each environment in a round, all with the same parameters. At least 1, at most 65536.
 */
public var SettingsScope<PpoConfig>.stepsPerRound: Int by setting(PpoConfig::stepsPerRound)

/** Steps of one update; it divides those of a round. At least 1, at most 1048576. */
public var SettingsScope<PpoConfig>.minibatchSize: Int by setting(PpoConfig::minibatchSize)

/** How often a round's steps are learned from. At least 1, at most 1000. */
public var SettingsScope<PpoConfig>.epochs: Int by setting(PpoConfig::epochs)

/** What keeps the policy near the one that made the steps. */
public var SettingsScope<PpoConfig>.objective: PpoObjective by setting(PpoConfig::objective)

/** How far from what it was in the round a value may go in the loss; infinity: any way. Above 0. */
public var SettingsScope<PpoConfig>.valueClip: Double by setting(PpoConfig::valueClip)

/**
 * Divergence of the policy in a round that a penalty aims at; with clipping, a round's learning
 * ends beyond 1.5 times it, and infinity is never. Above 0.
 */
public var SettingsScope<PpoConfig>.targetDivergence: Double by setting(PpoConfig::targetDivergence)
