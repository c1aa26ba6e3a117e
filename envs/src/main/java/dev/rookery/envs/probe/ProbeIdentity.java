package dev.rookery.envs.probe;

import dev.rookery.environment.Action;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.settings.Setting;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * One step; the observation {@code [classes]} has a 1 at a random class and 0 elsewhere, and naming
 * the class earns 1. Tests that what is observed reaches the action.
 *
 * <p>Right values, for every gamma: 1 for the class shown, 0 for the other actions, 1 for the state
 * under the best policy.
 */
public final class ProbeIdentity extends Probe {

  private final int classes;
  private int shown;

  /** The probe. */
  public ProbeIdentity(Settings settings) {
    super(Space.box(0, 1, settings.classes()), Space.discrete(settings.classes()));
    classes = settings.classes();
  }

  @Override
  public void reset(long seed, Observation observation) {
    shown = new SplittableRandom(seed).nextInt(classes);
    observe(observation);
  }

  @Override
  public void step(Action action, Step step) {
    observe(step.observation());
    step.reward(action.asInt() == shown ? 1 : 0);
    step.terminated(true);
  }

  private void observe(Observation observation) {
    for (int i = 0; i < classes; i++) {
      observation.set(i, i == shown ? 1 : 0);
    }
  }

  /**
   * What users set.
   *
   * @param classes how many
   */
  public record Settings(
      @Setting(value = "How many classes there are to name.", min = 2, max = 1000) int classes) {}

  /** Offers {@code ProbeIdentity-v0}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** For the service loader. */
    public Provider() {
      super(
          "ProbeIdentity-v0",
          "probe: name the class that is shown; do observations reach the action?",
          new Settings(2),
          ProbeIdentity::new,
          OptionalDouble.of(1));
    }
  }
}
