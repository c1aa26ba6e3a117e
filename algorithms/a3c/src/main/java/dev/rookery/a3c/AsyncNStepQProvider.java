package dev.rookery.a3c;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;

/** Offers asynchronous n-step Q under the name {@code async-n-step-q}. */
public final class AsyncNStepQProvider implements AlgorithmProvider<AsyncQConfig> {

  static final String NAME = "async-n-step-q";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "n-step Q-learning by asynchronous workers without replay (Mnih et al. 2016)";
  }

  @Override
  public AsyncQConfig defaultSettings() {
    return AsyncQConfig.defaults(AsyncTarget.N_STEP_Q);
  }

  @Override
  public Algorithm create(AsyncQConfig settings, AlgorithmContext context) {
    return AsyncQAlgorithm.create(settings, context);
  }
}
