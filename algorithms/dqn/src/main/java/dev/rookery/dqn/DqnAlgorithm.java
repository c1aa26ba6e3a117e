package dev.rookery.dqn;

import dev.rookery.Seeds;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Learner;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.DuelingHead;
import dev.rookery.core.network.Head;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.optimizer.Adam;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.optimizer.Optimizer;
import dev.rookery.core.optimizer.RmsProp;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.core.value.ValueAlgorithm;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ReplayBuffer;

/** DQN for one environment's spaces. */
final class DqnAlgorithm extends ValueAlgorithm {

  /** Nature DQN's decay of the means of gradients. */
  private static final double RMSPROP_DECAY = 0.95;

  private final DqnConfig config;

  DqnAlgorithm(DqnConfig config, AlgorithmContext context) {
    super(config, context, networkSpec(config, context));
    this.config = config;
  }

  private static NetworkSpec networkSpec(DqnConfig config, AlgorithmContext context) {
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
  public Learner createLearner(ExperienceStore store) {
    TrainableNetwork online = createNetwork(true);
    TrainableNetwork target = createNetwork(false);
    GradientDescent descent =
        new GradientDescent(
            online.arena(),
            optimizer(online.arena().size()),
            learningRate(),
            config.maximumGradientNorm());
    return new DqnLearner(
        config,
        online,
        target,
        descent,
        actions,
        (ReplayBuffer) store,
        Seeds.derive(context.seed(), "sampling"));
  }

  private Optimizer optimizer(int size) {
    return switch (config.optimizer()) {
      case ADAM -> new Adam(size, config.optimizerEpsilon());
      case RMSPROP ->
          new RmsProp(size, RmsProp.Form.CENTERED, RMSPROP_DECAY, config.optimizerEpsilon());
    };
  }

  private Schedule learningRate() {
    return config.learningRateSteps() == 0
        ? Schedule.constant(config.learningRate())
        : Schedule.linear(
            config.learningRate(), config.finalLearningRate(), config.learningRateSteps());
  }
}
