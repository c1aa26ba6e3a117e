package dev.rookery.dqn;

import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.core.value.Exploration;
import dev.rookery.core.value.QLearningAlgorithm;

/** DQN for one environment's spaces. */
final class DqnAlgorithm extends QLearningAlgorithm {

  private final DqnConfig config;

  DqnAlgorithm(DqnConfig config, AlgorithmContext context) {
    super(config, context, false);
    this.config = config;
  }

  /** ε falls with the steps of all actors together. */
  @Override
  protected Exploration exploration(ActorContext actor) {
    Schedule epsilon =
        Schedule.linear(config.epsilonStart(), config.epsilonEnd(), config.epsilonSteps());
    return (environment, environmentSteps) -> epsilon.at(environmentSteps);
  }
}
