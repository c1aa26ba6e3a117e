package dev.rookery.distributeddqn;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;

/** Offers distributed DQN under the name {@code distributed-dqn}. */
public final class DistributedDqnProvider implements AlgorithmProvider<DistributedDqnConfig> {

  static final String NAME = "distributed-dqn";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "DQN agents with replays of their own that share gradients or weights (Nair et al. 2015)";
  }

  @Override
  public DistributedDqnConfig defaultSettings() {
    return DistributedDqnConfig.defaults();
  }

  @Override
  public Algorithm create(DistributedDqnConfig settings, AlgorithmContext context) {
    return DqnAgent.create(settings, context);
  }
}
