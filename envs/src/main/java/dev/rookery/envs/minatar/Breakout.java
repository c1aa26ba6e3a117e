package dev.rookery.envs.minatar;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Observation;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * Keep a ball in play with a paddle in the last row, and break bricks with it. The ball moves one
 * cell diagonally per step; when the last brick is gone, three new rows of them appear.
 *
 * <p>Channels: paddle, ball, trail (where the ball was before), brick. Minimal actions: nothing,
 * left, right. Reward 1 for a brick; the episode ends when the ball is missed.
 */
public final class Breakout extends MinAtarGame {

  private static final int PADDLE = 0;
  private static final int BALL = 1;
  private static final int TRAIL = 2;
  private static final int BRICK = 3;

  private static final int DOWN_RIGHT = 2;
  private static final int DOWN_LEFT = 3;
  private static final int FIRST_BRICK = SIZE;
  private static final int END_OF_BRICKS = 4 * SIZE;

  int ballX;
  int ballY;

  /** 0 up and left, 1 up and right, 2 down and right, 3 down and left. */
  int ballDirection;

  int lastX;
  int lastY;
  int paddle;

  /** Which cells, counted row by row, have a brick. */
  final boolean[] bricks = new boolean[SIZE * SIZE];

  int bricksLeft;

  /** Whether the ball hit a brick in the last step: then it breaks no other one. */
  boolean hasStruck;

  /** Makes the game without its time limit. */
  public Breakout(Settings settings, ActionSet actionSet) {
    this(settings, actionSet, new SeededRandom(0)::seeded);
  }

  Breakout(Settings settings, ActionSet actionSet, LongFunction<RandomGenerator> generators) {
    super(4, settings, actionSet, new int[] {NOTHING, LEFT, RIGHT}, generators);
  }

  @Override
  void start() {
    boolean fromLeft = below(2) == 0;
    ballX = fromLeft ? 0 : LAST;
    ballY = 3;
    ballDirection = fromLeft ? DOWN_RIGHT : DOWN_LEFT;
    lastX = ballX;
    lastY = ballY;
    paddle = 4;
    fillWall();
    hasStruck = false;
  }

  private void fillWall() {
    Arrays.fill(bricks, FIRST_BRICK, END_OF_BRICKS, true);
    bricksLeft = END_OF_BRICKS - FIRST_BRICK;
  }

  @Override
  int play(int action) {
    paddle = column(paddle, action);
    lastX = ballX;
    lastY = ballY;
    moveBall();
    int reward = 0;
    boolean touchesBrick = false;
    if (ballY < 0) {
      ballY = 0;
      reverseVertically();
    } else if (bricks[ballY * SIZE + ballX]) {
      touchesBrick = true;
      if (!hasStruck) {
        reward = 1;
        bricks[ballY * SIZE + ballX] = false;
        bricksLeft--;
        bounceBack();
        reverseVertically();
      }
    } else if (ballY == LAST) {
      reachPaddle();
    }
    hasStruck = touchesBrick;
    return reward;
  }

  /** One cell on, and back from a side wall. */
  private void moveBall() {
    boolean right = ballDirection == 1 || ballDirection == DOWN_RIGHT;
    ballX += right ? 1 : -1;
    ballY += ballDirection >= DOWN_RIGHT ? 1 : -1;
    if (!isColumn(ballX)) {
      ballX = clip(ballX, 0, LAST);
      ballDirection ^= 1;
    }
  }

  private void reachPaddle() {
    if (bricksLeft == 0) {
      fillWall();
    }
    if (paddle == lastX) {
      reverseVertically();
      bounceBack();
    } else if (paddle == ballX) {
      ballDirection ^= 2;
      bounceBack();
    } else {
      terminal = true;
    }
  }

  /** The ball stays in its row. */
  private void bounceBack() {
    ballY = lastY;
  }

  private void reverseVertically() {
    ballDirection = 3 - ballDirection;
  }

  @Override
  void draw(Observation observation) {
    mark(observation, paddle, LAST, PADDLE);
    mark(observation, ballX, ballY, BALL);
    mark(observation, lastX, lastY, TRAIL);
    mark(observation, bricks, BRICK);
  }

  @Override
  int[] colours() {
    return new int[] {
      MinAtarRenderer.PLAYER,
      MinAtarRenderer.FRIENDLY_BULLET,
      MinAtarRenderer.TRAIL,
      MinAtarRenderer.ENEMY
    };
  }

  /** The settings of {@link Breakout}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(double stickyActionProbability, int maxEpisodeSteps)
      implements StickyActions {

    /** The settings of {@code MinAtar/Breakout-v0} and {@code -v1}. */
    public static Settings defaults() {
      return new Settings(DEFAULT_PROBABILITY, 0);
    }
  }

  /** Provides the environment {@code MinAtar/Breakout-v0}. */
  public static class Provider extends MinAtarProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      this(ActionSet.ALL);
    }

    private Provider(ActionSet actionSet) {
      super(
          "Breakout",
          actionSet,
          "break bricks with a ball and a paddle",
          Settings.defaults(),
          Breakout::new);
    }
  }

  /** Provides the environment {@code MinAtar/Breakout-v1}. */
  public static final class MinimalProvider extends Provider {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public MinimalProvider() {
      super(ActionSet.MINIMAL);
    }
  }
}
