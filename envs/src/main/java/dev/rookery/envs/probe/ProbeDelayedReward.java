package dev.rookery.envs.probe;

import dev.rookery.environment.Action;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.settings.Setting;
import java.util.OptionalDouble;

/**
 * A probe of several steps, whose last step has reward 1 if the first action was 1, and 0
 * otherwise. It tests discounting, and that values propagate back in time.
 *
 * <p>The observation {@code [length + 2]} has a 1 at the number of steps taken, and in its last
 * entry what the first action was; 0 before it and elsewhere.
 *
 * <p>Right values: gamma^(length - 1) for action 1 at the start and 0 for action 0; after t steps,
 * gamma^(length - 1 - t) for both actions if the first was 1, and 0 if not.
 */
public final class ProbeDelayedReward extends Probe {

  private final int length;
  private int taken;
  private int firstAction;

  /** Makes the environment. */
  public ProbeDelayedReward(Settings settings) {
    super(Space.box(0, 1, settings.length() + 2), Space.discrete(2));
    length = settings.length();
  }

  @Override
  public void reset(long seed, Observation observation) {
    taken = 0;
    firstAction = 0;
    observe(observation);
  }

  @Override
  public void step(Action action, Step step) {
    if (taken++ == 0) {
      firstAction = action.asInt();
    }
    boolean last = taken == length;
    observe(step.observation());
    step.reward(last ? firstAction : 0);
    step.terminated(last);
  }

  private void observe(Observation observation) {
    for (int i = 0; i <= length; i++) {
      observation.set(i, i == taken ? 1 : 0);
    }
    observation.set(length + 1, firstAction);
  }

  /** The settings of {@link ProbeDelayedReward}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting(value = "How many steps an episode has.", min = 1, max = 1000) int length) {}

  /** Provides the environment {@code ProbeDelayedReward-v0}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "ProbeDelayedReward-v0",
          "probe: the first action is paid for in the last step; does reward find its way back?",
          new Settings(3),
          ProbeDelayedReward::new,
          OptionalDouble.of(1));
    }
  }
}
