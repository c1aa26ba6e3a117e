package dev.rookery.envs.box2d;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Action;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimitedProvider;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * A lander above the moon that is to come down softly and rest (Gymnasium's {@code LunarLander-v3};
 * the classes of this package say what they take from it). Actions: nothing (0), the left engine
 * (1), which pushes to the left and turns counter-clockwise, the main engine (2), the right engine
 * (3).
 *
 * <p>Observation {@code [8]}: position, 0 at the middle of the landing pad and 1 at the edge of the
 * view to the right, and at half its height upwards; velocity, 1 is 5 m/s to the right and 7.5 m/s
 * upwards; angle (rad, 0 upright, counter-clockwise, not wrapped); angular velocity, 1 is 2.5
 * rad/s; and for the right and the left leg 1 if it touches the ground, else 0. All but the last
 * two have no bounds; Gymnasium gives some, but does not keep to them.
 *
 * <p>The reward is the growth of a potential (100 for each unit of distance, of speed and of angle
 * that is lost, 10 for each leg that touches the ground), less 0.3 for a step of the main engine
 * and 0.03 for one of a side engine. An episode terminates with reward -100 instead when the
 * lander's body touches the ground or the lander leaves the view to a side, and with 100 when it
 * comes to rest, which need not be on the pad.
 */
public final class LunarLander extends LunarLanderDynamics {

  private static final int ACTIONS = 4;
  private static final int LEFT = 1;
  private static final int MAIN = 2;
  private static final int RIGHT = 3;

  /** Makes the environment without its time limit. */
  public LunarLander(LunarLanderSettings settings) {
    this(settings, new SeededRandom(0)::seeded);
  }

  LunarLander(LunarLanderSettings settings, LongFunction<RandomGenerator> generators) {
    super(settings, Space.discrete(ACTIONS), generators);
  }

  @Override
  public void step(Action action, Step step) {
    int chosen = Objects.checkIndex(action.asInt(), ACTIONS);
    double side = chosen == LEFT ? -1 : chosen == RIGHT ? 1 : 0;
    fly(chosen == MAIN ? 1 : 0, side, step);
  }

  /** Provides the environment {@code LunarLander-v3}. */
  public static final class Provider extends TimeLimitedProvider<LunarLanderSettings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "LunarLander-v3",
          "land softly on the moon with three engines that are on or off",
          LunarLanderSettings.defaults(),
          LunarLander::new,
          OptionalDouble.of(200));
    }
  }
}
