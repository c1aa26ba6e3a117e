package dev.rookery.envs.minatar;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Observation;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * Shoot the aliens above a cannon. They move sideways, come one row down at each border, and shoot
 * back. The fewer are left, the faster they move; after the last one a new and faster wave comes.
 *
 * <p>Channels: cannon, alien, alien that moves left, alien that moves right, friendly bullet, enemy
 * bullet. Minimal actions: nothing, left, right, fire. Reward 1 for an alien; the episode ends when
 * a bullet or an alien reaches the cannon, or an alien in the last row would come nearer.
 */
public final class SpaceInvaders extends MinAtarGame {

  private static final int CANNON = 0;
  private static final int ALIEN = 1;
  private static final int ALIEN_LEFT = 2;
  private static final int ALIEN_RIGHT = 3;
  private static final int FRIENDLY_BULLET = 4;
  private static final int ENEMY_BULLET = 5;

  private static final int LAST_ROW = LAST * SIZE;
  private static final int SHOT_INTERVAL = 5;
  private static final int ALIEN_SHOT_INTERVAL = 10;
  private static final int LONGEST_MOVE_INTERVAL = 12;
  private static final int SHORTEST_MOVE_INTERVAL = 6;

  /** The cannon's column. */
  int position;

  /** Which cells, counted row by row, have what. */
  final boolean[] aliens = new boolean[SIZE * SIZE];

  final boolean[] friendlyBullets = new boolean[SIZE * SIZE];
  final boolean[] enemyBullets = new boolean[SIZE * SIZE];

  /** 1 to the right, -1 to the left. */
  int alienDirection;

  /** How many steps the aliens wait between two moves, at most. */
  int moveInterval;

  int moveTimer;
  int alienShotTimer;
  int shotTimer;

  /** How often the waves got faster. */
  int rampIndex;

  private final boolean ramping;

  /** Makes the game without its time limit. */
  public SpaceInvaders(Settings settings, ActionSet actionSet) {
    this(settings, actionSet, new SeededRandom(0)::seeded);
  }

  SpaceInvaders(Settings settings, ActionSet actionSet, LongFunction<RandomGenerator> generators) {
    super(6, settings, actionSet, new int[] {NOTHING, LEFT, RIGHT, FIRE}, generators);
    ramping = settings.difficultyRamping();
  }

  @Override
  void start() {
    position = 5;
    startWave();
    Arrays.fill(friendlyBullets, false);
    Arrays.fill(enemyBullets, false);
    alienDirection = -1;
    moveInterval = LONGEST_MOVE_INTERVAL;
    moveTimer = LONGEST_MOVE_INTERVAL;
    alienShotTimer = ALIEN_SHOT_INTERVAL;
    shotTimer = 0;
    rampIndex = 0;
  }

  /** The aliens in the rows 0 to 3 and the columns 2 to 7. */
  private void startWave() {
    Arrays.fill(aliens, false);
    for (int y = 0; y < 4; y++) {
      Arrays.fill(aliens, y * SIZE + 2, y * SIZE + 8, true);
    }
  }

  @Override
  int play(int action) {
    act(action);
    moveBullets();
    terminal |= enemyBullets[LAST_ROW + position] || reachedByAlien();
    if (moveTimer == 0) {
      moveTimer = Math.min(count(), moveInterval);
      moveAliens();
      terminal |= reachedByAlien();
    }
    if (alienShotTimer == 0) {
      alienShotTimer = ALIEN_SHOT_INTERVAL;
      shootBack();
    }
    int reward = removeHits();
    if (shotTimer > 0) {
      shotTimer--;
    }
    moveTimer--;
    alienShotTimer--;
    if (count() == 0) {
      nextWave();
    }
    return reward;
  }

  private void act(int action) {
    if (action == FIRE && shotTimer == 0) {
      friendlyBullets[LAST_ROW + position] = true;
      shotTimer = SHOT_INTERVAL;
    }
    position = column(position, action);
  }

  /** The cannon's go up, the aliens' go down, and at the border they vanish. */
  private void moveBullets() {
    System.arraycopy(friendlyBullets, SIZE, friendlyBullets, 0, LAST_ROW);
    Arrays.fill(friendlyBullets, LAST_ROW, friendlyBullets.length, false);
    System.arraycopy(enemyBullets, 0, enemyBullets, SIZE, LAST_ROW);
    Arrays.fill(enemyBullets, 0, SIZE, false);
  }

  private boolean reachedByAlien() {
    return aliens[LAST_ROW + position];
  }

  /** To the side; at the border they turn and come down, from the last row to the first. */
  private void moveAliens() {
    int border = alienDirection < 0 ? 0 : LAST;
    if (lowestAlien(border) >= 0) {
      alienDirection = -alienDirection;
      for (int x = 0; x < SIZE; x++) {
        boolean last = aliens[LAST_ROW + x];
        terminal |= last;
        for (int y = LAST; y > 0; y--) {
          aliens[y * SIZE + x] = aliens[(y - 1) * SIZE + x];
        }
        aliens[x] = last;
      }
    } else if (alienDirection < 0) { // No alien crosses into another row: the border is free.
      System.arraycopy(aliens, 1, aliens, 0, aliens.length - 1);
      aliens[aliens.length - 1] = false;
    } else {
      System.arraycopy(aliens, 0, aliens, 1, aliens.length - 1);
      aliens[0] = false;
    }
  }

  /** The cell of a column's lowest alien; negative if it has none. */
  private int lowestAlien(int x) {
    int cell = LAST_ROW + x;
    while (cell >= 0 && !aliens[cell]) {
      cell -= SIZE;
    }
    return cell;
  }

  /** The lowest alien of the nearest column shoots; of two such columns, that on the left. */
  private void shootBack() {
    for (int distance = 0; distance < SIZE; distance++) {
      if (shootFrom(position - distance) || shootFrom(position + distance)) {
        return;
      }
    }
  }

  private boolean shootFrom(int column) {
    int cell = isColumn(column) ? lowestAlien(column) : -1;
    if (cell >= 0) {
      enemyBullets[cell] = true;
    }
    return cell >= 0;
  }

  /** Removes every alien that is hit, with the bullet, and returns how many they were. */
  private int removeHits() {
    int hits = 0;
    for (int cell = 0; cell < aliens.length; cell++) {
      if (aliens[cell] && friendlyBullets[cell]) {
        aliens[cell] = false;
        friendlyBullets[cell] = false;
        hits++;
      }
    }
    return hits;
  }

  private int count() {
    int count = 0;
    for (boolean alien : aliens) {
      count += alien ? 1 : 0;
    }
    return count;
  }

  private void nextWave() {
    if (ramping && moveInterval > SHORTEST_MOVE_INTERVAL) {
      moveInterval--;
      rampIndex++;
    }
    startWave();
  }

  @Override
  void draw(Observation observation) {
    mark(observation, position, LAST, CANNON);
    mark(observation, aliens, ALIEN);
    mark(observation, aliens, alienDirection < 0 ? ALIEN_LEFT : ALIEN_RIGHT);
    mark(observation, friendlyBullets, FRIENDLY_BULLET);
    mark(observation, enemyBullets, ENEMY_BULLET);
  }

  @Override
  int[] colours() {
    return new int[] {
      MinAtarRenderer.PLAYER,
      MinAtarRenderer.ENEMY,
      MinAtarRenderer.ENEMY,
      MinAtarRenderer.OTHER_ENEMY,
      MinAtarRenderer.FRIENDLY_BULLET,
      MinAtarRenderer.ENEMY_BULLET
    };
  }

  /** The settings of {@link SpaceInvaders}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      double stickyActionProbability, boolean difficultyRamping, int maxEpisodeSteps)
      implements StickyActions, DifficultyRamping {

    /** The settings of {@code MinAtar/SpaceInvaders-v0} and {@code -v1}. */
    public static Settings defaults() {
      return new Settings(DEFAULT_PROBABILITY, true, 0);
    }
  }

  /** Provides the environment {@code MinAtar/SpaceInvaders-v0}. */
  public static class Provider extends MinAtarProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      this(ActionSet.ALL);
    }

    private Provider(ActionSet actionSet) {
      super(
          "SpaceInvaders",
          actionSet,
          "shoot the aliens before they arrive",
          Settings.defaults(),
          SpaceInvaders::new);
    }
  }

  /** Provides the environment {@code MinAtar/SpaceInvaders-v1}. */
  public static final class MinimalProvider extends Provider {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public MinimalProvider() {
      super(ActionSet.MINIMAL);
    }
  }
}
