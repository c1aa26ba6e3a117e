package dev.rookery.envs.classic;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Action;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimited;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.render.Renderer;
import dev.rookery.settings.Setting;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * A pole on a cart, which is to be kept upright by pushing the cart left (0) or right (1) with 10 N
 * (Barto, Sutton and Anderson 1983; Gymnasium's {@code CartPole-v1}).
 *
 * <p>State and observation {@code [4]}: the cart's position (m) and velocity (m/s), the pole's
 * angle (rad, 0 upright, positive to the right) and angular velocity (rad/s). Reward 1 for every
 * step; the episode terminates beyond 2.4 m or 12 degrees.
 */
public final class CartPole extends ClassicControl {

  private static final double GRAVITY = 9.8;
  private static final double TOTAL_MASS = 1.1;
  private static final double POLE_MASS = 0.1;
  static final double HALF_LENGTH = 0.5;
  private static final double POLE_MASS_LENGTH = POLE_MASS * HALF_LENGTH;
  private static final double FORCE = 10;
  static final double TIME_STEP = 0.02;
  static final double POSITION_LIMIT = 2.4;
  private static final double ANGLE_LIMIT = 12 * 2 * Math.PI / 360;
  private static final double[] HIGHEST = {
    2 * POSITION_LIMIT, Double.POSITIVE_INFINITY, 2 * ANGLE_LIMIT, Double.POSITIVE_INFINITY
  };
  private static final double[] LOWEST = {
    -2 * POSITION_LIMIT, Double.NEGATIVE_INFINITY, -2 * ANGLE_LIMIT, Double.NEGATIVE_INFINITY
  };

  private final Settings settings;
  private boolean fallen;

  /** Makes the environment without its time limit. */
  public CartPole(Settings settings) {
    this(settings, new SeededRandom(0)::seeded);
  }

  CartPole(Settings settings, LongFunction<RandomGenerator> generators) {
    super(4, LOWEST, HIGHEST, Space.discrete(2), generators);
    this.settings = settings;
  }

  @Override
  void start() {
    fallen = false;
    for (int i = 0; i < state.length; i++) {
      state[i] = uniform(settings.resetLow(), settings.resetHigh());
    }
  }

  @Override
  void restore(double... values) {
    super.restore(values);
    fallen = false;
  }

  @Override
  public void step(Action action, Step step) {
    double force = choice(action, 2) == 1 ? FORCE : -FORCE;
    double velocity = state[1];
    double angularVelocity = state[3];
    double sin = Trigonometry.sin(state[2]);
    double cos = Trigonometry.cos(state[2]);
    double push =
        (force + POLE_MASS_LENGTH * (angularVelocity * angularVelocity) * sin) / TOTAL_MASS;
    double angularAcceleration =
        (GRAVITY * sin - cos * push)
            / (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * (cos * cos) / TOTAL_MASS));
    double acceleration = push - POLE_MASS_LENGTH * angularAcceleration * cos / TOTAL_MASS;

    state[1] = velocity + TIME_STEP * acceleration;
    state[3] = angularVelocity + TIME_STEP * angularAcceleration;
    boolean explicit = settings.kinematicsIntegrator() == KinematicsIntegrator.EULER;
    state[0] += TIME_STEP * (explicit ? velocity : state[1]);
    state[2] += TIME_STEP * (explicit ? angularVelocity : state[3]);

    boolean out = Math.abs(state[0]) > POSITION_LIMIT || Math.abs(state[2]) > ANGLE_LIMIT;
    observe(step.observation());
    step.reward(reward(out));
    step.terminated(out);
    fallen |= out;
  }

  @Override
  public Optional<Renderer> renderer() {
    return Optional.of(new CartPoleRenderer(state));
  }

  private double reward(boolean out) {
    if (settings.suttonBartoReward()) {
      return out ? -1 : 0;
    }
    return out && fallen ? 0 : 1; // A step after the end earns nothing.
  }

  /** The order in which a step changes velocities and positions. */
  public enum KinematicsIntegrator {
    /** Positions advance with the velocities before the step. */
    EULER,
    /** Positions advance with the velocities after the step. */
    SEMI_IMPLICIT_EULER
  }

  /** The settings of {@link CartPole}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting("Reward 0, and -1 for the step that ends the episode, instead of 1 for every step.")
          boolean suttonBartoReward,
      @Setting("Whether positions advance with the old velocities or the new ones.")
          KinematicsIntegrator kinematicsIntegrator,
      @Setting(value = "Each number of the start state is at least this.", min = -4.8, max = 4.8)
          double resetLow,
      @Setting(value = "Each number of the start state is below this.", min = -4.8, max = 4.8)
          double resetHigh,
      int maxEpisodeSteps)
      implements TimeLimited {

    /**
     * Checks the interval of start states.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public Settings {
      checkReset(resetLow, resetHigh);
    }

    /** The settings of {@code CartPole-v1}. */
    public static Settings defaults() {
      return new Settings(false, KinematicsIntegrator.EULER, -0.05, 0.05, 500);
    }
  }

  /** Provides the environment {@code CartPole-v1}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "CartPole-v1",
          "balance a pole on a cart by pushing the cart left or right",
          Settings.defaults(),
          CartPole::new,
          OptionalDouble.of(475));
    }
  }
}
