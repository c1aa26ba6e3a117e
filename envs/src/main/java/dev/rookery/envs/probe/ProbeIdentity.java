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
 * A probe of one step, in which the observation {@code [classes]} is a one-hot vector of a random
 * class, and choosing that class earns 1. It tests that the action depends on the observation.
 *
 * <p>Right values, for every gamma: 1 for the class shown, 0 for the other actions, 1 for the state
 * under the best policy.
 */
public final class ProbeIdentity extends Probe {

  private final int classes;
  private int shown;

  /** Makes the environment. */
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

  /** The settings of {@link ProbeIdentity}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting(value = "How many classes there are to name.", min = 2, max = 1000) int classes) {}

  /** Provides the environment {@code ProbeIdentity-v0}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
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
