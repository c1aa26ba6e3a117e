package dev.rookery.envs.box2d;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Action;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimitedProvider;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * {@link LunarLander} with engines that can be throttled (Gymnasium's {@code
 * LunarLanderContinuous-v3}).
 *
 * <p>Action {@code [2]}, each number between -1 and 1, to which it is clipped: the main engine
 * fires above 0, with half its power just above 0 and all of it at 1; the side engines fire beyond
 * 0.5 to either side, the left one below -0.5, with that share of their power. Fuel is paid for in
 * proportion.
 */
public final class LunarLanderContinuous extends LunarLanderDynamics {

  private static final double SIDE_THRESHOLD = 0.5;

  /** Makes the environment without its time limit. */
  public LunarLanderContinuous(LunarLanderSettings settings) {
    this(settings, new SeededRandom(0)::seeded);
  }

  LunarLanderContinuous(LunarLanderSettings settings, LongFunction<RandomGenerator> generators) {
    super(settings, Space.box(-1, 1, 2), generators);
  }

  @Override
  public void step(Action action, Step step) {
    double main = clip(action.getFloat(0));
    double side = clip(action.getFloat(1));
    fly(main > 0 ? 0.5 + 0.5 * main : 0, Math.abs(side) > SIDE_THRESHOLD ? side : 0, step);
  }

  private static double clip(double value) {
    return Math.min(Math.max(value, -1), 1);
  }

  /** Provides the environment {@code LunarLanderContinuous-v3}. */
  public static final class Provider extends TimeLimitedProvider<LunarLanderSettings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "LunarLanderContinuous-v3",
          "land softly on the moon with engines that can be throttled",
          LunarLanderSettings.defaults(),
          LunarLanderContinuous::new,
          OptionalDouble.of(200));
    }
  }
}
