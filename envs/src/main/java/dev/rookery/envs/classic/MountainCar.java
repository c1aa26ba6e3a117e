package dev.rookery.envs.classic;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Action;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.render.Renderer;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * A car in a valley that is too weak for the hill, and must swing to reach the flag on it (Moore
 * 1990; Gymnasium's {@code MountainCar-v0}). Actions: push left (0), none (1), push right (2).
 *
 * <p>State and observation {@code [2]}: position and velocity. Reward -1 for every step; terminated
 * at position 0.5.
 */
public final class MountainCar extends MountainCarDynamics {

  private static final double FORCE = 0.001;
  private static final double GOAL = 0.5;

  private final Settings settings;

  /** Makes the environment without its time limit. */
  public MountainCar(Settings settings) {
    this(settings, new SeededRandom(0)::seeded);
  }

  MountainCar(Settings settings, LongFunction<RandomGenerator> generators) {
    super(settings.resetLow(), settings.resetHigh(), Space.discrete(3), generators);
    this.settings = settings;
  }

  @Override
  public void step(Action action, Step step) {
    move((choice(action, 3) - 1) * FORCE);
    observe(step.observation());
    step.reward(-1);
    step.terminated(state[0] >= GOAL && state[1] >= settings.goalVelocity());
  }

  @Override
  public Optional<Renderer> renderer() {
    return Optional.of(new MountainCarRenderer(state, GOAL));
  }

  /** The settings of {@link MountainCar}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      double goalVelocity, double resetLow, double resetHigh, int maxEpisodeSteps)
      implements MountainCarSettings {

    /**
     * Checks the interval of start positions.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public Settings {
      checkReset(resetLow, resetHigh);
    }

    /** The settings of {@code MountainCar-v0}. */
    public static Settings defaults() {
      return new Settings(0, -0.6, -0.4, 200);
    }
  }

  /** Provides the environment {@code MountainCar-v0}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "MountainCar-v0",
          "swing a weak car up a hill with pushes left and right",
          Settings.defaults(),
          MountainCar::new,
          OptionalDouble.of(-110));
    }
  }
}
