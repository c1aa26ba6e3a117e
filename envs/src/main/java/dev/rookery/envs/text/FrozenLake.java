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
 * A walk over a frozen lake from {@code S} to {@code G}, over ice {@code F} that may be slippery,
 * without falling into a hole {@code H} (Gymnasium's {@code FrozenLake-v1} and {@code
 * FrozenLake8x8-v1}). Actions: left (0), down (1), right (2), up (3).
 *
 * <p>The observation is the cell, counted row by row. On slippery ice a step goes where it should
 * with probability {@code successRate}, and else to either side of that.
 */
public final class FrozenLake extends TabularEnvironment {

  private static final int ACTIONS = 4;
  private static final int[] ROW_STEP = {0, 1, 0, -1};
  private static final int[] COLUMN_STEP = {-1, 0, 1, 0};

  private final Settings settings;

  /** Makes the environment without its time limit. */
  public FrozenLake(Settings settings) {
    this(settings, new SeededRandom(0)::seeded);
  }

  FrozenLake(Settings settings, LongFunction<RandomGenerator> generators) {
    super(table(settings), starts(settings), generators);
    this.settings = settings;
  }

  private static TransitionTable table(Settings settings) {
    String tiles = settings.tiles();
    Grid grid = settings.grid();
    return new TransitionTable(
        grid.cells(), ACTIONS, (state, action) -> outcomes(settings, tiles, grid, state, action));
  }

  private static List<Outcome> outcomes(
      Settings settings, String tiles, Grid grid, int state, int action) {
    if (isEnd(tiles.charAt(state))) {
      return List.of(new Outcome(1, state, 0, true));
    } else if (!settings.isSlippery()) {
      return List.of(outcome(settings, tiles, grid, state, action, 1));
    }
    double aside = (1 - settings.successRate()) / 2;
    return List.of(
        outcome(settings, tiles, grid, state, (action + ACTIONS - 1) % ACTIONS, aside),
        outcome(settings, tiles, grid, state, action, settings.successRate()),
        outcome(settings, tiles, grid, state, (action + 1) % ACTIONS, aside));
  }

  private static Outcome outcome(
      Settings settings, String tiles, Grid grid, int state, int direction, double probability) {
    int next = grid.move(state, ROW_STEP[direction], COLUMN_STEP[direction]);
    char tile = tiles.charAt(next);
    double reward = settings.rewardSchedule().get(tile == 'G' ? 0 : tile == 'H' ? 1 : 2);
    return new Outcome(probability, next, reward, isEnd(tile));
  }

  private static boolean isEnd(char tile) {
    return tile == 'G' || tile == 'H';
  }

  private static double[] starts(Settings settings) {
    String tiles = settings.tiles();
    boolean[] isStart = new boolean[tiles.length()];
    for (int i = 0; i < isStart.length; i++) {
      isStart[i] = tiles.charAt(i) == 'S';
    }
    return uniformStart(isStart);
  }

  @Override
  public Optional<Renderer> renderer() {
    return Optional.of(new FrozenLakeRenderer(this, settings.tiles(), settings.grid()));
  }

  /** The settings of {@link FrozenLake}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting("The lake's rows from top to bottom: S start, F ice, H hole, G goal.")
          List<String> map,
      @Setting("Whether a step may slip to either side.") boolean isSlippery,
      @Setting(
              value = "How probable it is that a step on slippery ice goes where it should.",
              min = 0,
              max = 1)
          double successRate,
      @Setting("The rewards for entering goal, hole and ice.") List<Double> rewardSchedule,
      int maxEpisodeSteps)
      implements TimeLimited {

    /**
     * Checks the map and the rewards.
     *
     * @throws IllegalArgumentException if the map's rows differ in length, have other letters, or
     *     no start; or if there are not three rewards
     */
    public Settings {
      map = List.copyOf(map);
      rewardSchedule = List.copyOf(rewardSchedule);
      String tiles = String.join("", map);
      if (!tiles.matches("[SFHG]+") || !tiles.contains("S")) {
        throw new IllegalArgumentException(
            "setting 'map' must be of the letters S, F, H and G with at least one S, not " + map);
      }
      int width = map.get(0).length();
      if (map.stream().anyMatch(row -> row.length() != width)) {
        throw new IllegalArgumentException(
            "the rows of setting 'map' must all have the same length, not " + map);
      }
      if (rewardSchedule.size() != 3) {
        throw new IllegalArgumentException(
            "setting 'rewardSchedule' must have three rewards, for goal, hole and ice, not "
                + rewardSchedule);
      }
    }

    /** The settings of {@code FrozenLake-v1}. */
    public static Settings defaults() {
      return of(List.of("SFFF", "FHFH", "FFFH", "HFFG"), 100);
    }

    /** The settings of {@code FrozenLake8x8-v1}. */
    public static Settings defaults8x8() {
      return of(
          List.of(
              "SFFFFFFF",
              "FFFFFFFF",
              "FFFHFFFF",
              "FFFFFHFF",
              "FFFHFFFF",
              "FHHFFFHF",
              "FHFFHFHF",
              "FFFHFFFG"),
          200);
    }

    private static Settings of(List<String> map, int maxEpisodeSteps) {
      return new Settings(map, true, 1.0 / 3.0, List.of(1.0, 0.0, 0.0), maxEpisodeSteps);
    }

    private Grid grid() {
      return new Grid(map.size(), map.get(0).length());
    }

    private String tiles() {
      return String.join("", map);
    }
  }

  /** Provides the environment {@code FrozenLake-v1}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "FrozenLake-v1",
          "cross a slippery 4x4 lake without falling into a hole",
          Settings.defaults(),
          FrozenLake::new,
          OptionalDouble.of(0.70));
    }
  }

  /** Provides the environment {@code FrozenLake8x8-v1}. */
  public static final class Provider8x8 extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider8x8() {
      super(
          "FrozenLake8x8-v1",
          "cross a slippery 8x8 lake without falling into a hole",
          Settings.defaults8x8(),
          FrozenLake::new,
          OptionalDouble.of(0.85));
    }
  }
}
