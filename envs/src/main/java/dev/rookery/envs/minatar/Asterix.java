package dev.rookery.envs.minatar;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Observation;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * Collect the gold that passes by, and touch no enemy. Gold and enemies cross the rows 1 to 8, at
 * most one in each; both come and move faster as time goes on.
 *
 * <p>Channels: player, enemy, trail (the cell behind an enemy or gold), gold. Minimal actions:
 * nothing, left, up, right, down. Reward 1 for gold; an enemy ends the episode.
 */
public final class Asterix extends MinAtarGame {

  private static final int PLAYER = 0;
  private static final int ENEMY = 1;
  private static final int TRAIL = 2;
  private static final int GOLD = 3;

  private static final int SLOTS = 8;
  private static final int SPAWN_INTERVAL = 10;
  private static final int MOVE_INTERVAL = 5;
  private static final int RAMP_INTERVAL = 100;

  int playerX;
  int playerY;

  /** One slot for each of the rows 1 to 8. */
  final boolean[] isTaken = new boolean[SLOTS];

  final boolean[] isGold = new boolean[SLOTS];
  final int[] x = new int[SLOTS];
  final int[] direction = new int[SLOTS];

  final Pace pace;
  int spawnTimer;
  int moveTimer;
  int rampTimer;

  /** Makes the game without its time limit. */
  public Asterix(Settings settings, ActionSet actionSet) {
    this(settings, actionSet, new SeededRandom(0)::seeded);
  }

  Asterix(Settings settings, ActionSet actionSet, LongFunction<RandomGenerator> generators) {
    super(4, settings, actionSet, new int[] {NOTHING, LEFT, UP, RIGHT, DOWN}, generators);
    pace = new Pace(settings.difficultyRamping(), 1);
  }

  @Override
  void start() {
    playerX = 5;
    playerY = 5;
    Arrays.fill(isTaken, false);
    pace.start(SPAWN_INTERVAL, MOVE_INTERVAL);
    spawnTimer = SPAWN_INTERVAL;
    moveTimer = MOVE_INTERVAL;
    rampTimer = RAMP_INTERVAL;
  }

  @Override
  int play(int action) {
    if (spawnTimer == 0) {
      spawn();
      spawnTimer = pace.spawnInterval;
    }
    playerX = column(playerX, action);
    playerY = row(playerY, action, 1, SLOTS);
    int reward = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      reward += touch(slot);
    }
    if (moveTimer == 0) {
      moveTimer = pace.moveInterval;
      for (int slot = 0; slot < SLOTS; slot++) {
        reward += advance(slot);
      }
    }
    spawnTimer--;
    moveTimer--;
    ramp();
    return reward;
  }

  /** The numbers are drawn even if all slots are taken, all but the slot's. */
  private void spawn() {
    int entering = enteringDirection();
    boolean gold = happens(1.0 / 3.0);
    int free = 0;
    for (boolean taken : isTaken) {
      free += taken ? 0 : 1;
    }
    if (free == 0) {
      return;
    }
    int slot = freeSlot(below(free));
    isTaken[slot] = true;
    isGold[slot] = gold;
    direction[slot] = entering;
    x[slot] = entry(entering);
  }

  private int freeSlot(int index) {
    int left = index;
    int slot = 0;
    while (isTaken[slot] || left-- > 0) {
      slot++;
    }
    return slot;
  }

  /** Moves what is in the slot, which may leave the grid or touch the player. */
  private int advance(int slot) {
    if (isTaken[slot]) {
      x[slot] += direction[slot];
      isTaken[slot] = isColumn(x[slot]);
    }
    return touch(slot);
  }

  /** What happens if the player is in the cell of what is in the slot; returns the reward. */
  private int touch(int slot) {
    if (!isTaken[slot] || x[slot] != playerX || rowOf(slot) != playerY) {
      return 0;
    }
    if (isGold[slot]) {
      isTaken[slot] = false;
      return 1;
    }
    terminal = true;
    return 0;
  }

  private void ramp() {
    if (!pace.canSpeedUp()) {
      return;
    }
    if (rampTimer >= 0) {
      rampTimer--;
    } else {
      pace.speedUp();
      rampTimer = RAMP_INTERVAL;
    }
  }

  private static int rowOf(int slot) {
    return slot + 1;
  }

  @Override
  void draw(Observation observation) {
    mark(observation, playerX, playerY, PLAYER);
    for (int slot = 0; slot < SLOTS; slot++) {
      if (isTaken[slot]) {
        mark(observation, x[slot], rowOf(slot), isGold[slot] ? GOLD : ENEMY);
        mark(observation, x[slot] - direction[slot], rowOf(slot), TRAIL);
      }
    }
  }

  @Override
  int[] colours() {
    return new int[] {
      MinAtarRenderer.PLAYER, MinAtarRenderer.ENEMY, MinAtarRenderer.TRAIL, MinAtarRenderer.TREASURE
    };
  }

  /** The settings of {@link Asterix}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      double stickyActionProbability, boolean difficultyRamping, int maxEpisodeSteps)
      implements StickyActions, DifficultyRamping {

    /** The settings of {@code MinAtar/Asterix-v0} and {@code -v1}. */
    public static Settings defaults() {
      return new Settings(DEFAULT_PROBABILITY, true, 0);
    }
  }

  /** Provides the environment {@code MinAtar/Asterix-v0}. */
  public static class Provider extends MinAtarProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      this(ActionSet.ALL);
    }

    private Provider(ActionSet actionSet) {
      super("Asterix", actionSet, "collect gold, avoid enemies", Settings.defaults(), Asterix::new);
    }
  }

  /** Provides the environment {@code MinAtar/Asterix-v1}. */
  public static final class MinimalProvider extends Provider {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public MinimalProvider() {
      super(ActionSet.MINIMAL);
    }
  }
}
