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
 * {@link MountainCar} with a push of any strength between -1 and 1 (Gymnasium's {@code
 * MountainCarContinuous-v0}).
 *
 * <p>State and observation {@code [2]}: position and velocity. Reward 100 at position 0.45, where
 * it terminates, less 0.1 times the square of the action, as it was before clipping. After every
 * step the state is rounded to float32.
 */
public final class MountainCarContinuous extends MountainCarDynamics {

  private static final double POWER = 0.0015;
  private static final double GOAL = 0.45;

  private final Settings settings;

  /** Makes the environment without its time limit. */
  public MountainCarContinuous(Settings settings) {
    this(settings, new SeededRandom(0)::seeded);
  }

  MountainCarContinuous(Settings settings, LongFunction<RandomGenerator> generators) {
    super(settings.resetLow(), settings.resetHigh(), Space.box(-1, 1, 1), generators);
    this.settings = settings;
  }

  @Override
  public void step(Action action, Step step) {
    double push = action.getFloat(0);
    move(clip(push, -1, 1) * POWER);
    boolean atGoal = state[0] >= GOAL && state[1] >= settings.goalVelocity();
    state[0] = (float) state[0];
    state[1] = (float) state[1];
    observe(step.observation());
    step.reward((atGoal ? 100 : 0) - push * push * 0.1);
    step.terminated(atGoal);
  }

  @Override
  public Optional<Renderer> renderer() {
    return Optional.of(new MountainCarRenderer(state, GOAL));
  }

  /** The settings of {@link MountainCarContinuous}. */
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

    /** The settings of {@code MountainCarContinuous-v0}. */
    public static Settings defaults() {
      return new Settings(0, -0.6, -0.4, 999);
    }
  }

  /** Provides the environment {@code MountainCarContinuous-v0}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "MountainCarContinuous-v0",
          "swing a weak car up a hill with pushes of any strength, and little effort",
          Settings.defaults(),
          MountainCarContinuous::new,
          OptionalDouble.of(90));
    }
  }
}
