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
 * A pendulum that is to be swung up and kept upright by a torque between -2 and 2 N m (Gymnasium's
 * {@code Pendulum-v1}). It never terminates.
 *
 * <p>State {@code [2]}: the angle (rad, 0 upright, not wrapped) and angular velocity (rad/s).
 * Observation {@code [3]}: cosine and sine of the angle, and the velocity. The reward is minus the
 * square of the angle, plus a tenth of the velocity's and a thousandth of the torque's, all before
 * the step.
 */
public final class Pendulum extends ClassicControl {

  private static final double MASS = 1;
  private static final double LENGTH = 1;
  static final double TIME_STEP = 0.05;
  private static final double MAX_TORQUE = 2;
  private static final double MAX_SPEED = 8;

  private final Settings settings;

  /** Makes the environment without its time limit. */
  public Pendulum(Settings settings) {
    this(settings, new SeededRandom(0)::seeded);
  }

  Pendulum(Settings settings, LongFunction<RandomGenerator> generators) {
    super(
        2,
        new double[] {-1, -1, -MAX_SPEED},
        new double[] {1, 1, MAX_SPEED},
        Space.box(-MAX_TORQUE, MAX_TORQUE, 1),
        generators);
    this.settings = settings;
  }

  @Override
  void start() {
    state[0] = uniform(-settings.resetAngle(), settings.resetAngle());
    state[1] = uniform(-settings.resetVelocity(), settings.resetVelocity());
  }

  @Override
  void observe(Observation observation) {
    observation.set(0, Trigonometry.cos(state[0]));
    observation.set(1, Trigonometry.sin(state[0]));
    observation.set(2, state[1]);
  }

  @Override
  public void step(Action action, Step step) {
    double torque = clip(action.getFloat(0), -MAX_TORQUE, MAX_TORQUE);
    double angle = state[0];
    double velocity = state[1];
    double fromUpright = wrap(angle);
    step.reward(
        -(fromUpright * fromUpright + 0.1 * (velocity * velocity) + 0.001 * (torque * torque)));
    double acceleration =
        3 * settings.g() / (2 * LENGTH) * Trigonometry.sin(angle)
            + 3 / (MASS * LENGTH * LENGTH) * torque;
    state[1] = clip(velocity + acceleration * TIME_STEP, -MAX_SPEED, MAX_SPEED);
    state[0] = angle + state[1] * TIME_STEP;
    observe(step.observation());
  }

  @Override
  public Optional<Renderer> renderer() {
    return Optional.of(new PendulumRenderer(state));
  }

  /** The same angle from -π, to below π. */
  private static double wrap(double angle) {
    double turned = (angle + Math.PI) % (2 * Math.PI);
    return (turned < 0 ? turned + 2 * Math.PI : turned) - Math.PI;
  }

  /** The settings of {@link Pendulum}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting(value = "The acceleration of gravity, m/s².", min = 0, max = 1000) double g,
      @Setting(
              value = "The start angle is at most this far from upright, rad.",
              min = 0,
              max = Math.PI)
          double resetAngle,
      @Setting(
              value = "The start velocity is at most this, in either direction, rad/s.",
              min = 0,
              max = MAX_SPEED)
          double resetVelocity,
      int maxEpisodeSteps)
      implements TimeLimited {

    /** The settings of {@code Pendulum-v1}. */
    public static Settings defaults() {
      return new Settings(10, Math.PI, 1, 200);
    }
  }

  /** Provides the environment {@code Pendulum-v1}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "Pendulum-v1",
          "swing a pendulum up and keep it there with a small torque",
          Settings.defaults(),
          Pendulum::new,
          OptionalDouble.empty());
    }
  }
}
