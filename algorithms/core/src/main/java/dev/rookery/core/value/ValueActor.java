package dev.rookery.core.value;

import dev.rookery.RookeryException;
import dev.rookery.SeededRandom;
import dev.rookery.Seeds;
import dev.rookery.algorithm.ActionValues;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.Exploration;
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.core.returns.NStepWriter;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the actions that an {@link Exploration} chooses by their values; writes n-step transitions,
 * if asked to with initial priorities from the values that it acted on. Allocates nothing per step.
 */
final class ValueActor implements Actor {

  private final QPolicy policy;
  private final NStepWriter transitions;
  private final @Nullable InitialPriorities priorities;
  private final Exploration exploration;
  private final int environments;
  private final int drawInterval;
  private final SeededRandom random;
  private final SeededRandom drawRandom;
  private int stepsToDraw;

  /**
   * An actor that owns {@code policy}.
   *
   * @param policy of the exploring graph
   * @param priorities the listener of {@code transitions}; null where rows bring no priorities
   * @param drawInterval steps from one draw of noise and quantile levels to the next
   */
  ValueActor(
      QPolicy policy,
      NStepWriter transitions,
      @Nullable InitialPriorities priorities,
      Exploration exploration,
      int environments,
      int drawInterval,
      long seed) {
    this.policy = policy;
    this.transitions = transitions;
    this.priorities = priorities;
    this.exploration = exploration;
    this.environments = environments;
    this.drawInterval = drawInterval;
    random = new SeededRandom(seed);
    drawRandom = new SeededRandom(Seeds.derive(seed, "draws"));
  }

  @Override
  public void update(ParameterSnapshot parameters) {
    policy.update(parameters);
  }

  @Override
  public void act(VectorStep step, ByteBuffer chosen, long environmentSteps) {
    if (stepsToDraw == 0) {
      policy.draw(drawRandom);
      stepsToDraw = drawInterval;
    }
    stepsToDraw--;
    policy.evaluate(step);
    for (int k = 0; k < environments; k++) {
      int action = choose(policy.values(step, k), k, environmentSteps);
      chosen.putInt(k * Integer.BYTES, action);
    }
    int slot = transitions.begin(step, chosen);
    if (priorities != null) {
      for (int k = 0; k < environments; k++) {
        float taken = policy.qValue(k, chosen.getInt(k * Integer.BYTES));
        priorities.keep(slot, k, taken, policy.qValue(k, policy.best(k)));
      }
    }
  }

  private int choose(ActionValues values, int environment, long environmentSteps) {
    int action = exploration.choose(values, environment, environmentSteps, random);
    if (action < 0 || action >= values.count() || !values.isLegal(action)) {
      throw new RookeryException(
          "choose of %s returned action %s in environment %s at step %s of the run, which is not one of its %s legal actions"
              .formatted(
                  exploration.getClass().getName(),
                  action,
                  environment,
                  environmentSteps,
                  values.legalCount()));
    }
    return action;
  }

  @Override
  public void observe(VectorStep step, ExperienceWriter rows) {
    if (priorities != null && InitialPriorities.needsLastValues(step)) {
      policy.evaluateNext(step);
      for (int k = 0; k < environments; k++) {
        priorities.keepLast(k, policy.qValue(k, policy.best(k)));
      }
    }
    transitions.complete(step, rows);
  }

  @Override
  public void abandon(int environment, ExperienceWriter rows) {
    transitions.abandon(environment, rows);
  }

  @Override
  public void report(MetricsRecorder metrics) {
    exploration.report(metrics);
  }

  @Override
  public void close() {
    policy.close();
  }
}
