package dev.rookery.runtime.run;

import com.google.inject.Inject;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.runtime.checkpoint.CheckpointDirectory;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.membership.RunDescription;
import dev.rookery.runtime.metrics.EpisodeStatistics;
import dev.rookery.runtime.metrics.MetricsHub;
import dev.rookery.runtime.plugins.EnvironmentFactory;
import dev.rookery.training.TrainingConfig;
import dev.rookery.transport.Transport;
import org.agrona.concurrent.NanoClock;

/**
 * What a run is made of before its roles exist.
 *
 * @param config with every setting resolved
 * @param directory where the run writes
 * @param environments makes environments with their wrappers
 * @param algorithm made for their spaces
 * @param transport that the roles meet on
 * @param metrics where measurements go
 * @param episodes statistics of training episodes
 * @param checkpoints where checkpoints go
 * @param incarnation a random number: which life of the run's learner this is
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
    CheckpointDirectory checkpoints,
    Incarnation incarnation,
    NanoClock clock) {

  /** A learner's life, by a random number. */
  record Incarnation(long id) {}

  @Inject
  RunParts {}

  /** What those are told who want to be the run's actors. */
  RunDescription description() {
    return new RunDescription(
        config.algorithm().name(),
        config.environment().name(),
        ConfigFile.format(config),
        incarnation.id());
  }
}
