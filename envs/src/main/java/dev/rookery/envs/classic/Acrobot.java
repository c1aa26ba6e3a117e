package dev.rookery.envs.classic;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Action;
import dev.rookery.environment.Observation;
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
 * Two links that hang from a joint and are to be swung up by a torque of -1, 0 or 1 N m (actions 0,
 * 1, 2) on the joint between them (Sutton 1996; Gymnasium's {@code Acrobot-v1}).
 *
 * <p>State {@code [4]}: the first link's angle (0 hangs down), the second's relative to the first
 * (rad), and their angular velocities (rad/s). Observation {@code [6]}: cosine and sine of each
 * angle, and the velocities. Reward -1, and 0 for the step that terminates: where the free end is
 * one link's length above the fixed joint.
 */
public final class Acrobot extends ClassicControl {

  private static final double GRAVITY = 9.8;
  private static final double TIME_STEP = 0.2;
  private static final double LENGTH = 1;
  private static final double MASS = 1;
  private static final double CENTRE = 0.5; // Distance of a link's centre of mass from its joint.
  private static final double INERTIA = 1;
  private static final double MAX_SPEED_1 = 4 * Math.PI;
  private static final double MAX_SPEED_2 = 9 * Math.PI;
  private static final double[] HIGHEST = {1, 1, 1, 1, MAX_SPEED_1, MAX_SPEED_2};
  private static final double[] LOWEST = {-1, -1, -1, -1, -MAX_SPEED_1, -MAX_SPEED_2};

  private final Settings settings;
  private final double[] point = new double[4];
  private final double[] slope1 = new double[4];
  private final double[] slope2 = new double[4];
  private final double[] slope3 = new double[4];
  private final double[] slope4 = new double[4];

  /** Makes the environment without its time limit. */
  public Acrobot(Settings settings) {
    this(settings, new SeededRandom(0)::seeded);
  }

  Acrobot(Settings settings, LongFunction<RandomGenerator> generators) {
    super(4, LOWEST, HIGHEST, Space.discrete(3), generators);
    this.settings = settings;
  }

  @Override
  void start() {
    for (int i = 0; i < state.length; i++) {
      state[i] = (float) uniform(settings.resetLow(), settings.resetHigh());
    }
  }

  @Override
  void observe(Observation observation) {
    observation.set(0, Trigonometry.cos(state[0]));
    observation.set(1, Trigonometry.sin(state[0]));
    observation.set(2, Trigonometry.cos(state[1]));
    observation.set(3, Trigonometry.sin(state[1]));
    observation.set(4, state[2]);
    observation.set(5, state[3]);
  }

  @Override
  public void step(Action action, Step step) {
    double torque = choice(action, 3) - 1;
    if (settings.torqueNoiseMax() > 0) {
      torque += uniform(-settings.torqueNoiseMax(), settings.torqueNoiseMax());
    }
    integrate(torque);
    state[0] = wrap(state[0]);
    state[1] = wrap(state[1]);
    state[2] = clip(state[2], -MAX_SPEED_1, MAX_SPEED_1);
    state[3] = clip(state[3], -MAX_SPEED_2, MAX_SPEED_2);

    boolean up = -Trigonometry.cos(state[0]) - Trigonometry.cos(state[1] + state[0]) > 1;
    observe(step.observation());
    step.reward(up ? 0 : -1);
    step.terminated(up);
  }

  @Override
  public Optional<Renderer> renderer() {
    return Optional.of(new AcrobotRenderer(state));
  }

  /** One step of the classical fourth-order Runge–Kutta method. */
  private void integrate(double torque) {
    derive(state, torque, slope1);
    derive(pointAlong(slope1, TIME_STEP / 2), torque, slope2);
    derive(pointAlong(slope2, TIME_STEP / 2), torque, slope3);
    derive(pointAlong(slope3, TIME_STEP), torque, slope4);
    for (int i = 0; i < state.length; i++) {
      state[i] += TIME_STEP / 6 * (slope1[i] + 2 * slope2[i] + 2 * slope3[i] + slope4[i]);
    }
  }

  private double[] pointAlong(double[] slope, double time) {
    for (int i = 0; i < point.length; i++) {
      point[i] = state[i] + time * slope[i];
    }
    return point;
  }

  /** The equations of motion; Sutton and Barto (1998), section 11.3. */
  private void derive(double[] at, double torque, double[] slope) {
    double angle1 = at[0];
    double angle2 = at[1];
    double speed1 = at[2];
    double speed2 = at[3];
    double sin2 = Trigonometry.sin(angle2);
    double cos2 = Trigonometry.cos(angle2);
    double d1 =
        MASS * CENTRE * CENTRE
            + MASS * (LENGTH * LENGTH + CENTRE * CENTRE + 2 * LENGTH * CENTRE * cos2)
            + INERTIA
            + INERTIA;
    double d2 = MASS * (CENTRE * CENTRE + LENGTH * CENTRE * cos2) + INERTIA;
    double phi2 = MASS * CENTRE * GRAVITY * Trigonometry.cos(angle1 + angle2 - Math.PI / 2);
    double phi1 =
        -MASS * LENGTH * CENTRE * (speed2 * speed2) * sin2
            - 2 * MASS * LENGTH * CENTRE * speed2 * speed1 * sin2
            + (MASS * CENTRE + MASS * LENGTH) * GRAVITY * Trigonometry.cos(angle1 - Math.PI / 2)
            + phi2;
    double drive = torque + d2 / d1 * phi1;
    if (settings.bookOrNips() == Equations.BOOK) {
      drive -= MASS * LENGTH * CENTRE * (speed1 * speed1) * sin2;
    }
    double acceleration2 = (drive - phi2) / (MASS * CENTRE * CENTRE + INERTIA - d2 * d2 / d1);
    slope[0] = speed1;
    slope[1] = speed2;
    slope[2] = -(d2 * acceleration2 + phi1) / d1;
    slope[3] = acceleration2;
  }

  private static double wrap(double angle) {
    double wrapped = angle;
    while (wrapped > Math.PI) {
      wrapped -= 2 * Math.PI;
    }
    while (wrapped < -Math.PI) {
      wrapped += 2 * Math.PI;
    }
    return wrapped;
  }

  /** The source of the equations of motion. */
  public enum Equations {
    /** The equations of Sutton and Barto's book (1998). */
    BOOK,
    /**
     * The equations of the NIPS paper (Sutton 1996), which omits a term of the first link's speed.
     */
    NIPS
  }

  /** The settings of {@link Acrobot}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting("The equations of motion: the book's, or the NIPS paper's with a term omitted.")
          Equations bookOrNips,
      @Setting(value = "Uniform noise of up to this many N m on the torque.", min = 0, max = 1000)
          double torqueNoiseMax,
      @Setting(
              value = "Both start angles, rad, and velocities, rad/s, are at least this.",
              min = -Math.PI,
              max = Math.PI)
          double resetLow,
      @Setting(
              value = "Both start angles, rad, and velocities, rad/s, are below this.",
              min = -Math.PI,
              max = Math.PI)
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

    /** The settings of {@code Acrobot-v1}. */
    public static Settings defaults() {
      return new Settings(Equations.BOOK, 0, -0.1, 0.1, 500);
    }
  }

  /** Provides the environment {@code Acrobot-v1}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "Acrobot-v1",
          "swing a chain of two links up with a torque between them",
          Settings.defaults(),
          Acrobot::new,
          OptionalDouble.of(-100));
    }
  }
}
