package dev.rookery.envs.text;

import dev.rookery.SeededRandom;
import dev.rookery.envs.TimeLimited;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.envs.text.TransitionTable.Outcome;
import dev.rookery.render.Renderer;
import dev.rookery.settings.Setting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * A walk along a cliff from the lower left corner of a 4 × 12 grid to the lower right one (Sutton
 * and Barto 2018, example 6.6; Gymnasium's {@code CliffWalking-v1} and {@code
 * CliffWalkingSlippery-v1}). Actions: up (0), right (1), down (2), left (3).
 *
 * <p>The observation is the cell, counted row by row. Reward -1 for every step; a step into the
 * cliff costs 100 and leads back to the start.
 */
public final class CliffWalking extends TabularEnvironment {

  private static final int ACTIONS = 4;
  static final Grid GRID = new Grid(4, 12);
  private static final int[] ROW_STEP = {-1, 0, 1, 0};
  private static final int[] COLUMN_STEP = {0, 1, 0, -1};
  static final int START = 36;
  static final int GOAL = 47;

  /** Makes the environment without its time limit. */
  public CliffWalking(Settings settings) {
    this(settings, new SeededRandom(0)::seeded);
  }

  CliffWalking(Settings settings, LongFunction<RandomGenerator> generators) {
    super(
        new TransitionTable(
            GRID.cells(), ACTIONS, (state, action) -> outcomes(settings, state, action)),
        starts(),
        generators);
  }

  private static List<Outcome> outcomes(Settings settings, int state, int action) {
    if (!settings.isSlippery()) {
      return List.of(outcome(state, action, 1));
    }
    double third = 1.0 / 3.0;
    return List.of(
        outcome(state, (action + ACTIONS - 1) % ACTIONS, third),
        outcome(state, action, third),
        outcome(state, (action + 1) % ACTIONS, third));
  }

  private static Outcome outcome(int state, int direction, double probability) {
    int next = GRID.move(state, ROW_STEP[direction], COLUMN_STEP[direction]);
    return isCliff(next)
        ? new Outcome(probability, START, -100, false)
        : new Outcome(probability, next, -1, next == GOAL);
  }

  static boolean isCliff(int cell) {
    return cell > START && cell < GOAL;
  }

  private static double[] starts() {
    double[] probabilities = new double[GRID.cells()];
    probabilities[START] = 1;
    return probabilities;
  }

  @Override
  public Optional<Renderer> renderer() {
    return Optional.of(new CliffWalkingRenderer(this));
  }

  /** The settings of {@link CliffWalking}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting("Whether a step goes to either side as often as where it should.")
          boolean isSlippery,
      int maxEpisodeSteps)
      implements TimeLimited {

    /** The settings of {@code CliffWalking-v1}. */
    public static Settings defaults() {
      return new Settings(false, 0);
    }
  }

  /** Provides the environment {@code CliffWalking-v1}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "CliffWalking-v1",
          "walk along a cliff without falling; no time limit unless set",
          Settings.defaults(),
          CliffWalking::new,
          OptionalDouble.empty());
    }
  }

  /** Provides the environment {@code CliffWalkingSlippery-v1}. */
  public static final class SlipperyProvider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public SlipperyProvider() {
      super(
          "CliffWalkingSlippery-v1",
          "walk along a slippery cliff without falling; no time limit unless set",
          new Settings(true, 0),
          CliffWalking::new,
          OptionalDouble.empty());
    }
  }
}
