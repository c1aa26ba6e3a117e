package dev.rookery.core.value;

import dev.rookery.RookeryException;
import dev.rookery.SeededRandom;
import dev.rookery.algorithm.Actor;
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.core.returns.NStepWriter;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the greedy action, or with probability ε a random one; writes n-step transitions, if asked
 * to with initial priorities from the Q-values that it acted on. Allocates nothing per step.
 */
final class EpsilonGreedyActor implements Actor {

  private final QPolicy policy;
  private final NStepWriter transitions;
  private final @Nullable InitialPriorities priorities;
  private final Exploration exploration;
  private final int environments;
  private final int actions;
  private final SeededRandom random;
  private double meanEpsilon;

  /**
   * An actor that owns {@code policy}.
   *
   * @param priorities the listener of {@code transitions}; null where rows bring no priorities
   */
  EpsilonGreedyActor(
      QPolicy policy,
      NStepWriter transitions,
      @Nullable InitialPriorities priorities,
      Exploration exploration,
      int environments,
      int actions,
      long seed) {
    this.policy = policy;
    this.transitions = transitions;
    this.priorities = priorities;
    this.exploration = exploration;
    this.environments = environments;
    this.actions = actions;
    random = new SeededRandom(seed);
  }

  @Override
  public void update(ParameterSnapshot parameters) {
    policy.update(parameters);
  }

  @Override
  public void act(ByteBuffer observations, ByteBuffer chosen, long environmentSteps) {
    policy.act(observations, chosen);
    double mean = 0;
    for (int k = 0; k < environments; k++) {
      double epsilon = exploration.epsilon(k, environmentSteps);
      if (!(epsilon >= 0 && epsilon <= 1)) {
        throw invalidEpsilon(epsilon, k, environmentSteps);
      }
      mean += (epsilon - mean) / (k + 1);
      if (random.nextDouble() < epsilon) {
        chosen.putInt(k * Integer.BYTES, random.nextInt(actions));
      }
    }
    meanEpsilon = mean;
    int slot = transitions.begin(observations, chosen);
    if (priorities != null) {
      for (int k = 0; k < environments; k++) {
        float taken = policy.qValue(k, chosen.getInt(k * Integer.BYTES));
        priorities.keep(slot, k, taken, policy.qValue(k, policy.best(k)));
      }
    }
  }

  private RookeryException invalidEpsilon(double epsilon, int environment, long environmentSteps) {
    return new RookeryException(
        "the chance of a random action was %s in environment %s at step %s of the run; epsilon of %s must return a number from 0 to 1"
            .formatted(epsilon, environment, environmentSteps, exploration.getClass().getName()));
  }

  @Override
  public void observe(VectorStep step, ExperienceWriter rows) {
    if (priorities != null && InitialPriorities.needsLastValues(step)) {
      policy.evaluate(step.nextObservations());
      for (int k = 0; k < environments; k++) {
        priorities.keepLast(k, policy.qValue(k, policy.best(k)));
      }
    }
    transitions.complete(step, rows);
  }

  @Override
  public void report(MetricsRecorder metrics) {
    metrics.record("actor/epsilon", meanEpsilon);
  }

  @Override
  public void close() {
    policy.close();
  }
}
