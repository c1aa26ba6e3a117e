package dev.rookery.apex;

import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Exploration;
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.core.schedule.EpsilonLadder;
import dev.rookery.core.value.CategoricalQ;
import dev.rookery.core.value.Explorations;
import dev.rookery.core.value.QFunction;
import dev.rookery.core.value.QuantileQ;
import dev.rookery.core.value.ScalarQ;
import dev.rookery.core.value.ValueAlgorithm;
import dev.rookery.experience.ReplayBuffer;

/** Ape-X DQN for one environment's spaces. */
final class ApeXDqnAlgorithm extends ValueAlgorithm {

  private final ApeXDqnConfig config;

  ApeXDqnAlgorithm(ApeXDqnConfig config, AlgorithmContext context) {
    super(
        config,
        context,
        qFunction(config),
        actor -> exploration(config, actor),
        InitialPriorities.column());
    this.config = config;
  }

  private static QFunction qFunction(ApeXDqnConfig config) {
    return switch (config.distribution()) {
      case NONE -> new ScalarQ(config.huberKappa());
      case CATEGORICAL -> new CategoricalQ(config.atoms(), config.vMin(), config.vMax());
      case QUANTILE -> new QuantileQ(config.quantiles(), config.quantileKappa());
    };
  }

  /** Every environment of the run has a constant ε of its own. */
  private static Exploration exploration(ApeXDqnConfig config, ActorContext actor) {
    EpsilonLadder ladder = new EpsilonLadder(config.epsilon(), config.epsilonExponent());
    int environments = actor.environments();
    double[] rates = new double[environments];
    for (int k = 0; k < environments; k++) {
      rates[k] = ladder.at(actor.actorId() * environments + k, actor.actors() * environments);
    }
    return Explorations.epsilonGreedy(rates);
  }

  @Override
  public ReplayBuffer createStore() {
    return ApeXReplay.create(experienceSchema(), config);
  }
}
