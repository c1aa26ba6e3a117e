package dev.rookery.environment;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An environment with wrappers around it that remembers what the environment itself rewarded.
 * Wrappers may scale or clip rewards for the learner's sake; a return that people read, compare and
 * stop at is the sum of the environment's own rewards, which {@link SerialVectorEnvironment} takes
 * from here.
 */
public final class WrappedEnvironment extends EnvironmentWrapper {

  private final Innermost innermost;

  /**
   * Puts wrappers around an environment, and owns the result.
   *
   * @param wrappers makes the outermost wrapper; what it is given passes all calls on to {@code
   *     environment}
   */
  public WrappedEnvironment(Environment environment, UnaryOperator<Environment> wrappers) {
    this(new Innermost(environment), wrappers);
  }

  private WrappedEnvironment(Innermost innermost, UnaryOperator<Environment> wrappers) {
    super(wrappers.apply(innermost));
    this.innermost = innermost;
  }

  @Override
  public void beginStep(Action action) {
    beginInnerStep(action);
  }

  @Override
  public void step(Action action, Step step) {
    innermost.rewards = 0;
    inner.step(action, step);
  }

  /** The environment's own reward for the last step, or their sum where an action was repeated. */
  public double ownReward() {
    return innermost.rewards;
  }

  /** From now on what the environment itself observes and is given is checked. */
  void check(String name, int copy) {
    innermost.check =
        new CopyCheck(
            name,
            copy,
            innermost.observationSpace(),
            TensorSpace.ofActions(name, innermost.actionSpace()));
    if (innermost.hasLegalActions() && ActionMask.canMask(innermost.actionSpace())) {
      innermost.mask = new ActionMask(innermost.actionSpace());
    }
  }

  /** What lies between the environment and its wrappers. */
  private static final class Innermost extends EnvironmentWrapper {

    private @Nullable CopyCheck check;
    private @Nullable ActionMask mask;
    private double rewards;
    private int steps;

    Innermost(Environment inner) {
      super(inner);
    }

    @Override
    public void reset(long seed, Observation observation) {
      steps = 0;
      if (check != null) {
        check.clear(observation);
      }
      inner.reset(seed, observation);
      if (check != null) {
        check.observation(observation, 0);
      }
    }

    @Override
    public void beginStep(Action action) {
      beginInnerStep(action);
    }

    @Override
    public void step(Action action, Step step) {
      steps++;
      if (check != null) {
        check.action(action, steps);
        checkLegal(check, action);
        check.clear(step.observation());
      }
      inner.step(action, step);
      if (check != null) {
        check.observation(step.observation(), steps);
      }
      rewards += step.reward();
    }

    /** Wrappers may take other actions than they are given, or take them several times. */
    private void checkLegal(CopyCheck copyCheck, Action action) {
      if (mask != null) {
        mask.setAll(false);
        inner.legalActions(mask);
        copyCheck.legal(action, mask, steps);
      }
    }
  }
}
