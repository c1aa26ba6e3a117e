package dev.rookery.core.value;

import dev.rookery.Seeds;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.DuelingHead;
import dev.rookery.core.network.Head;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.internal.Handover;

/**
 * Q-learning with a target network (Mnih et al. 2015), plain or double, with one stream or two. A
 * subclass says how its actors explore.
 */
public abstract class QLearningAlgorithm extends ValueAlgorithm {

  private final QLearningConfig<?> config;

  /**
   * Prepares everything that parts share.
   *
   * @param initialPriorities whether actors give rows their initial priorities
   * @throws dev.rookery.settings.SettingsException if the actions are not discrete, or learning
   *     could never begin
   */
  protected QLearningAlgorithm(
      QLearningConfig<?> config, AlgorithmContext context, boolean initialPriorities) {
    super(config, context, networkSpec(config, context), initialPriorities);
    this.config = config;
  }

  private static NetworkSpec networkSpec(QLearningConfig<?> config, AlgorithmContext context) {
    int actions = actionsOf(config, context);
    Head head =
        config.dueling()
            ? new DuelingHead(Q_VALUES, actions, 0)
            : new LinearHead(Q_VALUES, actions);
    return NetworkSpec.forObservations(context.observationSpace())
        .withHidden(config.hiddenLayers())
        .withHeads(head);
  }

  @Override
  public final Learner createLearner(LearnerContext run, ExperienceStore store) {
    ReplayBuffer replay = (ReplayBuffer) store;
    return Handover.of(
        createNetwork(true),
        online ->
            Handover.of(
                createNetwork(false), target -> createLearner(run, online, target, replay)));
  }

  private Learner createLearner(
      LearnerContext run, TrainableNetwork online, TrainableNetwork target, ReplayBuffer replay) {
    GradientDescent descent =
        new GradientDescent(
            online.arena(),
            config.optimizer().create(online.arena().size(), config.optimizerEpsilon()),
            learningRate(run),
            config.maximumGradientNorm());
    return new QLearner(
        config, online, target, descent, actions, replay, Seeds.derive(run.seed(), "sampling"));
  }

  private Schedule learningRate(LearnerContext run) {
    long updates =
        config.learningRateSteps() == 0 ? updates(run.steps()) : config.learningRateSteps();
    return Schedule.linear(config.learningRate(), config.finalLearningRate(), updates);
  }
}
