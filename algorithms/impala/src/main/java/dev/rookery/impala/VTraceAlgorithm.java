package dev.rookery.impala;

import dev.rookery.Seeds;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Pacing;
import dev.rookery.core.policy.PolicyAlgorithm;
import dev.rookery.core.policy.RolloutStore;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.internal.Handover;
import dev.rookery.settings.SettingsException;

/** IMPALA or APPO for one environment's spaces. */
final class VTraceAlgorithm extends PolicyAlgorithm {

  private final VTraceConfig<?> config;
  private final double clip;

  /**
   * An algorithm.
   *
   * @param clip how far from 1 the ratio to the acting policy pays; infinity: a plain actor-critic
   */
  VTraceAlgorithm(VTraceConfig<?> config, AlgorithmContext context, double clip) {
    super(config, context, config.segmentSteps());
    this.config = config;
    this.clip = clip;
    if (config.queueSegments() < config.batchSegments()) {
      throw new SettingsException(
          "an update takes %s segments, but only %s may wait for it: raise queueSegments or lower batchSegments"
              .formatted(config.batchSegments(), config.queueSegments()));
    }
  }

  /** Actors act on, and wait only where the learner is too slow for them. */
  @Override
  public Pacing pacing() {
    return new Pacing.Free(config.queueSegments());
  }

  @Override
  public Learner createLearner(LearnerContext run, ExperienceStore store) {
    double batches = (double) run.steps() / config.segmentSteps() / config.batchSegments();
    long updates = (long) (batches * config.batchUpdates());
    return Handover.of(
        createNetwork(run.device()),
        network ->
            new VTraceLearner(
                config,
                this,
                network,
                config.createDescent(network.arena(), updates),
                (RolloutStore) store,
                clip,
                Seeds.derive(run.seed(), "entropy")));
  }
}
