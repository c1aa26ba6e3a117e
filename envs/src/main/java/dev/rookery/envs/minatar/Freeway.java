package dev.rookery.envs.minatar;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Observation;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * Lead a chicken up across a road of eight cars, as often as possible in 2501 steps. A car of speed
 * 1 to 5 waits that many steps between two moves, so 1 is the fastest; the speeds and directions
 * change with every crossing.
 *
 * <p>Channels: chicken, car, and the cell behind a car of speed 1, 2, 3, 4 and 5. Minimal actions:
 * nothing, up, down. Reward 1 for a crossing; a car puts the chicken back to the start.
 */
public final class Freeway extends MinAtarGame {

  private static final int CHICKEN = 0;
  private static final int CAR = 1;

  private static final int CARS = 8;
  private static final int SLOWEST = 5;
  private static final int COLUMN = 4;
  private static final int MOVE_INTERVAL = 3;
  private static final int TIME = 2500;

  /** The chicken's row. */
  int position;

  int moveTimer;
  int terminateTimer;

  /** The cars of the rows 1 to 8; the sign of a speed is the direction. */
  final int[] carX = new int[CARS];

  final int[] carTimer = new int[CARS];
  final int[] carSpeed = new int[CARS];

  /** Makes the game without its time limit. */
  public Freeway(Settings settings, ActionSet actionSet) {
    this(settings, actionSet, new SeededRandom(0)::seeded);
  }

  Freeway(Settings settings, ActionSet actionSet, LongFunction<RandomGenerator> generators) {
    super(2 + SLOWEST, settings, actionSet, new int[] {NOTHING, UP, DOWN}, generators);
  }

  @Override
  void start() {
    Arrays.fill(carX, 0);
    drawSpeeds();
    position = LAST;
    moveTimer = MOVE_INTERVAL;
    terminateTimer = TIME;
  }

  private void drawSpeeds() {
    for (int car = 0; car < CARS; car++) {
      carTimer[car] = 1 + below(SLOWEST);
    }
    for (int car = 0; car < CARS; car++) {
      carSpeed[car] = happens(0.5) ? -carTimer[car] : carTimer[car];
    }
  }

  @Override
  int play(int action) {
    if ((action == UP || action == DOWN) && moveTimer == 0) {
      moveTimer = MOVE_INTERVAL;
      position = row(position, action, 0, LAST);
    }
    int reward = 0;
    if (position == 0) {
      reward = 1;
      drawSpeeds();
      position = LAST;
    }
    for (int car = 0; car < CARS; car++) {
      drive(car);
    }
    if (moveTimer > 0) {
      moveTimer--;
    }
    terminateTimer--;
    terminal = terminateTimer < 0;
    return reward;
  }

  private void drive(int car) {
    hit(car);
    if (carTimer[car] == 0) {
      carTimer[car] = Math.abs(carSpeed[car]);
      carX[car] = Math.floorMod(carX[car] + direction(car), SIZE);
      hit(car);
    } else {
      carTimer[car]--;
    }
  }

  private void hit(int car) {
    if (carX[car] == COLUMN && rowOf(car) == position) {
      position = LAST;
    }
  }

  private int direction(int car) {
    return Integer.signum(carSpeed[car]);
  }

  private static int rowOf(int car) {
    return car + 1;
  }

  @Override
  void draw(Observation observation) {
    mark(observation, COLUMN, position, CHICKEN);
    for (int car = 0; car < CARS; car++) {
      int behind = Math.floorMod(carX[car] - direction(car), SIZE);
      mark(observation, carX[car], rowOf(car), CAR);
      mark(observation, behind, rowOf(car), CAR + Math.abs(carSpeed[car]));
    }
  }

  @Override
  int[] colours() {
    return new int[] {
      MinAtarRenderer.PLAYER,
      MinAtarRenderer.ENEMY,
      0xa9b1bb,
      0x868e98,
      0x666d76,
      0x4a5058,
      0x34393f
    };
  }

  /** The settings of {@link Freeway}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(double stickyActionProbability, int maxEpisodeSteps)
      implements StickyActions {

    /** The settings of {@code MinAtar/Freeway-v0} and {@code -v1}. */
    public static Settings defaults() {
      return new Settings(DEFAULT_PROBABILITY, 0);
    }
  }

  /** Provides the environment {@code MinAtar/Freeway-v0}. */
  public static class Provider extends MinAtarProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      this(ActionSet.ALL);
    }

    private Provider(ActionSet actionSet) {
      super(
          "Freeway", actionSet, "lead a chicken across a road", Settings.defaults(), Freeway::new);
    }
  }

  /** Provides the environment {@code MinAtar/Freeway-v1}. */
  public static final class MinimalProvider extends Provider {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public MinimalProvider() {
      super(ActionSet.MINIMAL);
    }
  }
}
