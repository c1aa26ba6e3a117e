package dev.rookery.envs.wrappers;

import dev.rookery.environment.Action;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.settings.SettingsException;

/** The base of wrappers with an observation space of their own. */
abstract class ObservationWrapper extends EnvironmentWrapper {

  /** The latest observation of the environment inside. */
  final Observation raw;

  private final Step rawStep;

  ObservationWrapper(Environment inner) {
    super(inner);
    raw = new Observation(inner.observationSpace());
    rawStep = new Step(raw);
  }

  /** Writes what is observed instead of {@link #raw}, the first observation of an episode. */
  abstract void observeFirst(Observation observation);

  /** Writes what is observed instead of {@link #raw}. */
  abstract void observe(Observation observation);

  @Override
  public abstract Space observationSpace();

  @Override
  public final void reset(long seed, Observation observation) {
    inner.reset(seed, raw);
    observeFirst(observation);
  }

  @Override
  public final void step(Action action, Step step) {
    rawStep.clear();
    inner.step(action, rawStep);
    observe(step.observation());
    step.reward(rawStep.reward());
    step.terminated(rawStep.terminated());
    step.truncated(rawStep.truncated());
  }

  /** The environment's observation space, which must be a box for the wrapper {@code name}. */
  static BoxSpace box(Environment inner, String name) {
    if (inner.observationSpace() instanceof BoxSpace box) {
      return box;
    }
    throw new SettingsException(
        "the wrapper '%s' needs observations that are a box of numbers, not %s"
            .formatted(name, inner.observationSpace()));
  }
}
