package dev.rookery.apex;

import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.core.schedule.EpsilonLadder;
import dev.rookery.core.value.Exploration;
import dev.rookery.core.value.QLearningAlgorithm;
import dev.rookery.experience.ReplayBuffer;

/** Ape-X DQN for one environment's spaces. */
final class ApeXDqnAlgorithm extends QLearningAlgorithm {

  private final ApeXDqnConfig config;

  ApeXDqnAlgorithm(ApeXDqnConfig config, AlgorithmContext context) {
    super(config, context, true);
    this.config = config;
  }

  @Override
  public ReplayBuffer createStore() {
    return ApeXReplay.create(experienceSchema(), config);
  }

  /** Every environment of the run has a constant ε of its own. */
  @Override
  protected Exploration exploration(ActorContext actor) {
    EpsilonLadder ladder = new EpsilonLadder(config.epsilon(), config.epsilonExponent());
    int environments = actor.environments();
    double[] rates = new double[environments];
    for (int k = 0; k < environments; k++) {
      rates[k] = ladder.at(actor.actorId() * environments + k, actor.actors() * environments);
    }
    return (environment, environmentSteps) -> rates[environment];
  }
}
