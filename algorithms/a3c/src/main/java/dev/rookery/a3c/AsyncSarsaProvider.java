package dev.rookery.a3c;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;

/** Offers asynchronous Sarsa under the name {@code async-sarsa}. */
public final class AsyncSarsaProvider implements AlgorithmProvider<AsyncQConfig> {

  static final String NAME = "async-sarsa";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "One-step Sarsa by asynchronous workers without replay (Mnih et al. 2016)";
  }

  @Override
  public AsyncQConfig defaultSettings() {
    return AsyncQConfig.defaults(AsyncTarget.SARSA);
  }

  @Override
  public Algorithm create(AsyncQConfig settings, AlgorithmContext context) {
    return AsyncQAlgorithm.create(settings, context);
  }
}
