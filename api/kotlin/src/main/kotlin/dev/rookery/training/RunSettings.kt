package dev.rookery.training

/**
 * Actors: threads of the learner's process, or of the processes that 'actorProcesses' starts, or of
 * those that join. At least 1, at most 4096.
 */
public var Training.Builder.actors: Int by runSetting(RunSettings::actors)

/**
 * Environments that each actor steps together, with one inference call. At least 1, at most 65536.
 */
public var Training.Builder.environmentsPerActor: Int by
  runSetting(RunSettings::environmentsPerActor)

/** How often actor processes that ended are restarted, in all, before the run fails. At least 0. */
public var Training.Builder.actorRestarts: Int by runSetting(RunSettings::actorRestarts)

/** The root of everything random. */
public var Training.Builder.seed: Long by runSetting(RunSettings::seed)

/**
 * Another run's directory, checkpoint (.npz) or policy (.onnx), whose parameters this run begins
 * with; empty: it begins with random ones. A resumed run ignores it.
 */
public var Training.Builder.startFrom: String by runSetting(RunSettings::startFrom)

/** One thread and one order of events: the same seed gives the same weights. */
public var Training.Builder.lockstep: Boolean by runSetting(RunSettings::lockstep)

/** Stop after this many environment steps. At least 1. */
public var Training.Builder.steps: Long by runSetting(RunSettings::steps)

/** Stop when the greedy evaluation's mean return reaches this; infinity: only after 'steps'. */
public var Training.Builder.stopAtReturn: Double by runSetting(RunSettings::stopAtReturn)

/** Episodes of each greedy evaluation. At least 1, at most 100000. */
public var Training.Builder.evaluationEpisodes: Int by runSetting(RunSettings::evaluationEpisodes)

/** Steps after which an episode of an evaluation is cut, if it has not ended. At least 1. */
public var Training.Builder.evaluationMaximumSteps: Int by
  runSetting(RunSettings::evaluationMaximumSteps)

/** Environment steps between greedy evaluations; 0: only at the end. At least 0. */
public var Training.Builder.evaluationInterval: Long by runSetting(RunSettings::evaluationInterval)

/**
 * Which parameters policy.onnx has at the end: the last ones, or those of the best evaluation,
 * which best-policy.onnx has always.
 */
public var Training.Builder.keep: KeptPolicy by runSetting(RunSettings::keep)

/** Seconds between checkpoints; 0: only at the end. At least 0. */
public var Training.Builder.checkpointSeconds: Double by runSetting(RunSettings::checkpointSeconds)

/** How many of the latest checkpoints to keep. At least 1, at most 1000. */
public var Training.Builder.checkpointsKept: Int by runSetting(RunSettings::checkpointsKept)

/** Keep replay in checkpoints too: larger, but a resumed run need not fill it again. */
public var Training.Builder.checkpointReplay: Boolean by runSetting(RunSettings::checkpointReplay)

/** Where the learner computes: cpu, or cuda or cuda:N for an NVIDIA GPU; see docs/devices.md. */
public var Training.Builder.learnerDevice: String by runSetting(RunSettings::learnerDevice)

/** Where actors and evaluations run their networks: cpu, cuda or cuda:N. */
public var Training.Builder.actorDevice: String by runSetting(RunSettings::actorDevice)

/** Learner updates between publications of parameters to actors. At least 1. */
public var Training.Builder.publishInterval: Int by runSetting(RunSettings::publishInterval)

/**
 * Experience rows that an actor sends in one message; fewer where they are long. At least 1, at
 * most 100000.
 */
public var Training.Builder.blockRows: Int by runSetting(RunSettings::blockRows)

/**
 * Environment steps that an actor may be ahead of what the learner has taken; always at least one
 * step of all its environments. At least 1.
 */
public var Training.Builder.maximumLead: Int by runSetting(RunSettings::maximumLead)

/** Environment steps between metrics records. At least 1. */
public var Training.Builder.metricsInterval: Long by runSetting(RunSettings::metricsInterval)

/** Metrics sinks to write to, by name. */
public var Training.Builder.metrics: List<String> by runSetting(RunSettings::metrics)

/** Seconds that any part waits for another before the run fails. Above 0. */
public var Training.Builder.timeoutSeconds: Double by runSetting(RunSettings::timeoutSeconds)
