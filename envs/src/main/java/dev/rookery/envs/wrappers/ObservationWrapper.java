package dev.rookery.envs.wrappers;

import dev.rookery.environment.Action;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DictSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsException;

/**
 * The base of wrappers that change an observation, a box of numbers, or one named part of it; other
 * parts stay as they are.
 */
abstract class ObservationWrapper extends EnvironmentWrapper {

  /** The settings of such a wrapper. */
  public interface PartSettings {

    @Setting("The part of the observations to change; empty where they have no named parts.")
    String part();
  }

  /** What is to be changed of the latest observation of the environment inside. */
  final Observation raw;

  /** The space of what is to be changed. */
  final BoxSpace rawSpace;

  private final String part;

  /** The parts that stay as they are. */
  private final String[] others;

  private final Observation whole;
  private final Step rawStep;

  /**
   * Wraps an environment.
   *
   * @param name of the wrapper, for messages
   * @param part to change; empty where observations have no named parts
   * @throws SettingsException if there is no such part, or it is not a box
   */
  ObservationWrapper(Environment inner, String name, String part) {
    super(inner);
    this.part = part;
    Space all = inner.observationSpace();
    rawSpace = box(all, name, part);
    others =
        all instanceof DictSpace dict
            ? dict.names().stream().filter(other -> !other.equals(part)).toArray(String[]::new)
            : new String[0];
    whole = new Observation(all);
    raw = whole.part(part);
    rawStep = new Step(whole);
  }

  /** Writes what is observed instead of {@link #raw}, the first one of an episode. */
  abstract void observeFirst(Observation changed);

  /** Writes what is observed instead of {@link #raw}. */
  abstract void observe(Observation changed);

  @Override
  public abstract Space observationSpace();

  /** The space of observations whose part, or all of which, has another space. */
  final Space with(BoxSpace changed) {
    return inner.observationSpace() instanceof DictSpace dict ? dict.with(part, changed) : changed;
  }

  @Override
  public final void reset(long seed, Observation observation) {
    inner.reset(seed, whole);
    observeFirst(observation.part(part));
    copyOthers(observation);
  }

  @Override
  public final void beginStep(Action action) {
    beginInnerStep(action);
  }

  @Override
  public final void step(Action action, Step step) {
    rawStep.clear();
    inner.step(action, rawStep);
    observe(step.observation().part(part));
    copyOthers(step.observation());
    step.outcome(rawStep);
  }

  private void copyOthers(Observation observation) {
    for (String other : others) {
      observation.part(other).set(whole.part(other));
    }
  }

  private static BoxSpace box(Space all, String name, String part) {
    Space changed = all;
    if (all instanceof DictSpace dict) {
      if (!dict.names().contains(part)) {
        throw new SettingsException(
            "the wrapper '%s' changes one part of the observations: set 'part' to one of %s, not '%s'"
                .formatted(name, dict.names(), part));
      }
      changed = dict.part(part);
    } else if (!part.isEmpty()) {
      throw new SettingsException(
          "the wrapper '%s' cannot change the part '%s': the observations, %s, have no parts; leave 'part' out"
              .formatted(name, part, all));
    }
    if (changed instanceof BoxSpace box) {
      return box;
    }
    throw new SettingsException(
        "the wrapper '%s' needs observations that are a box of numbers, not %s"
            .formatted(name, changed));
  }
}
