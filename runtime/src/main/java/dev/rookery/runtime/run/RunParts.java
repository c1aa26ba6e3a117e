package dev.rookery.runtime.run;

import com.google.inject.Inject;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.runtime.checkpoint.CheckpointDirectory;
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
    NanoClock clock) {

  @Inject
  RunParts {}
}
