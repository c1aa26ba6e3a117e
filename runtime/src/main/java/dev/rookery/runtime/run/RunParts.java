package dev.rookery.runtime.run;

import com.google.inject.Inject;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.runtime.checkpoint.CheckpointDirectory;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.membership.RunDescription;
import dev.rookery.runtime.metrics.EpisodeStatistics;
import dev.rookery.runtime.metrics.EvaluationFile;
import dev.rookery.runtime.metrics.MetricsHub;
import dev.rookery.runtime.plugins.EnvironmentFactory;
import dev.rookery.training.TrainingConfig;
import dev.rookery.transport.Transport;
import org.agrona.concurrent.NanoClock;

/**
 * The parts of a run from which its roles are made.
 *
 * @param config with all settings resolved
 * @param directory to which the run writes
 * @param environments makes environments with their wrappers
 * @param algorithm made for the environment's spaces
 * @param transport between the roles
 * @param metrics receives measurements
 * @param episodes statistics of training episodes
 * @param evaluations takes the returns of evaluations
 * @param checkpoints writes and finds checkpoints
 * @param incarnation of the run's learner
 * @param own what the program brings itself
 * @param clock for waits and wall time
 */
record RunParts(
    TrainingConfig config,
    RunDirectory directory,
    EnvironmentFactory environments,
    Algorithm algorithm,
    Transport transport,
    MetricsHub metrics,
    EpisodeStatistics episodes,
    EvaluationFile evaluations,
    CheckpointDirectory checkpoints,
    Incarnation incarnation,
    OwnParts own,
    NanoClock clock) {

  /** A random number that a learner draws at each start. */
  record Incarnation(long id) {}

  @Inject
  RunParts {}

  /** What actors that ask to join are told. */
  RunDescription description() {
    return new RunDescription(
        config.algorithm().name(),
        config.environment().name(),
        ConfigFile.format(config),
        incarnation.id());
  }
}
