package dev.rookery.core.value;

import dev.rookery.SeededRandom;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.Policy;
import dev.rookery.core.returns.NStepWriter;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;

/**
 * Acts greedily, but with probability ε takes any action; writes n-step transitions. Allocates
 * nothing per step.
 */
final class EpsilonGreedyActor implements Actor {

  private final Policy policy;
  private final NStepWriter transitions;
  private final Schedule exploration;
  private final int environments;
  private final int actions;
  private final SeededRandom random;
  private double epsilon;

  /**
   * An actor that owns {@code policy}.
   *
   * @param exploration ε by environment steps of the whole run
   */
  EpsilonGreedyActor(
      Policy policy,
      NStepWriter transitions,
      Schedule exploration,
      int environments,
      int actions,
      long seed) {
    this.policy = policy;
    this.transitions = transitions;
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
    epsilon = exploration.at(environmentSteps);
    for (int k = 0; k < environments; k++) {
      if (random.nextDouble() < epsilon) {
        chosen.putInt(k * Integer.BYTES, random.nextInt(actions));
      }
    }
    transitions.begin(observations, chosen);
  }

  @Override
  public void observe(VectorStep step, ExperienceWriter rows) {
    transitions.complete(step, rows);
  }

  @Override
  public void report(MetricsRecorder metrics) {
    metrics.record("actor/epsilon", epsilon);
  }

  @Override
  public void close() {
    policy.close();
  }
}
