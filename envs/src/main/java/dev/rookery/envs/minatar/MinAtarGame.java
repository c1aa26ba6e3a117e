package dev.rookery.envs.minatar;

import dev.rookery.environment.Action;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.render.Renderer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * The base of the games: a grid that is observed cell by cell, actions that may stick, and an end
 * that lasts.
 *
 * <p>Columns x count from the left and rows y from the top. The observation {@code [10, 10,
 * channels]} has, for each kind of object, 1 in the cells where such an object is and 0 elsewhere.
 *
 * <p>Each step draws a number, and with the probability of {@link StickyActions} takes the action
 * of the previous step instead of the chosen one. Before the first step of an episode that is "do
 * nothing". (MinAtar remembers the last action of the episode before, but here an episode depends
 * on nothing but its seed and its actions.)
 */
abstract class MinAtarGame implements Environment {

  /** How many rows and columns the grid has. */
  static final int SIZE = 10;

  /** The last row and the last column. */
  static final int LAST = SIZE - 1;

  static final int NOTHING = 0;
  static final int LEFT = 1;
  static final int UP = 2;
  static final int RIGHT = 3;
  static final int DOWN = 4;
  static final int FIRE = 5;

  /** The action that the last step took; it may be another than the chosen one. */
  int lastAction = NOTHING;

  /** Whether the game is over. */
  boolean terminal;

  private final double stickyActionProbability;
  private final int[] actions;
  private final int channels;
  private final BoxSpace observationSpace;
  private final DiscreteSpace actionSpace;
  private final LongFunction<RandomGenerator> generators;
  private RandomGenerator random;

  /**
   * Makes the shared parts.
   *
   * @param minimalActions the actions that do something in this game
   * @param generators makes an episode's random generator from its seed
   */
  MinAtarGame(
      int channels,
      StickyActions settings,
      ActionSet actionSet,
      int[] minimalActions,
      LongFunction<RandomGenerator> generators) {
    this.channels = channels;
    this.stickyActionProbability = settings.stickyActionProbability();
    this.actions =
        actionSet == ActionSet.ALL
            ? new int[] {NOTHING, LEFT, UP, RIGHT, DOWN, FIRE}
            : minimalActions.clone();
    this.observationSpace = Space.image(SIZE, SIZE, channels, 1);
    this.actionSpace = Space.discrete(actions.length);
    this.generators = generators;
    this.random = generators.apply(0);
  }

  /** Sets everything but {@link #lastAction} and {@link #terminal} as an episode starts. */
  abstract void start();

  /**
   * Plays one step of a game that is not over.
   *
   * @param action one of the six constants
   * @return the reward
   */
  abstract int play(int action);

  /** Marks what is where, in an observation that is all 0. */
  abstract void draw(Observation observation);

  /** The colours of the channels, for people. */
  abstract int[] colours();

  @Override
  public final Optional<Renderer> renderer() {
    return Optional.of(new MinAtarRenderer(this, colours()));
  }

  @Override
  public final Space observationSpace() {
    return observationSpace;
  }

  @Override
  public final Space actionSpace() {
    return actionSpace;
  }

  @Override
  public final void reset(long seed, Observation observation) {
    random = generators.apply(seed);
    lastAction = NOTHING;
    terminal = false;
    start();
    observe(observation);
  }

  /** Takes one action; a game that is over stays as it is, earns nothing and terminates again. */
  @Override
  public final void step(Action action, Step step) {
    int chosen = actions[Objects.checkIndex(action.asInt(), actions.length)];
    if (random.nextDouble() >= stickyActionProbability) {
      lastAction = chosen;
    }
    if (!terminal) {
      step.reward(play(lastAction));
    }
    step.terminated(terminal);
    observe(step.observation());
  }

  /** Writes the whole observation of the present state. */
  final void observe(Observation observation) {
    for (int i = 0; i < observation.size(); i++) {
      observation.set(i, 0);
    }
    draw(observation);
  }

  /** Marks a cell as having an object; a cell outside the grid is left out. */
  final void mark(Observation observation, int x, int y, int channel) {
    if (isColumn(x)) {
      observation.set((y * SIZE + x) * channels + channel, 1);
    }
  }

  /** Marks every cell, counted row by row, that is true. */
  final void mark(Observation observation, boolean[] cells, int channel) {
    for (int i = 0; i < cells.length; i++) {
      if (cells[i]) {
        observation.set(i * channels + channel, 1);
      }
    }
  }

  /** Draws whether something happens that has this probability. */
  final boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** Draws a number from 0 to below {@code bound}. */
  final int below(int bound) {
    return random.nextInt(bound);
  }

  /** Draws the direction of an object that enters from the side: 1 to the right, -1 to the left. */
  final int enteringDirection() {
    return happens(0.5) ? 1 : -1;
  }

  /** The column at which an object of this direction enters. */
  static int entry(int direction) {
    return direction == 1 ? 0 : LAST;
  }

  /** Whether a column is within the grid. */
  static boolean isColumn(int x) {
    return x >= 0 && x < SIZE;
  }

  /** A column after this action: one to the left or right, but not out of the grid. */
  static int column(int x, int action) {
    int step = action == LEFT ? -1 : action == RIGHT ? 1 : 0;
    return clip(x + step, 0, LAST);
  }

  /** A row after this action: one up or down, but not out of these bounds. */
  static int row(int y, int action, int highest, int lowest) {
    int step = action == UP ? -1 : action == DOWN ? 1 : 0;
    return clip(y + step, highest, lowest);
  }

  static int clip(int value, int low, int high) {
    return Math.min(Math.max(value, low), high);
  }
}
