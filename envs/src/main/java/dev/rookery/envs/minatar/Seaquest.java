package dev.rookery.envs.minatar;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Observation;
import dev.rookery.envs.minatar.EntityList.Entity;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Steer a submarine: take divers on board and bring them to the surface, shoot fish and enemy
 * submarines, and surface before the oxygen is used up. Enemies get faster with every surfacing.
 *
 * <p>Channels: front and back of the submarine, friendly bullet, trail (the cell behind an enemy or
 * diver), enemy bullet, fish, enemy submarine, gauge of oxygen, gauge of divers, diver; the gauges
 * are in the last row. All six actions do something. Reward 1 for an enemy that is shot, and up to
 * 10, by the oxygen that is left, for surfacing with six divers. The episode ends with contact with
 * an enemy or its bullet, without oxygen, or by surfacing without a diver.
 */
public final class Seaquest extends MinAtarGame {

  private static final int FRONT = 0;
  private static final int BACK = 1;
  private static final int FRIENDLY_BULLET = 2;
  private static final int TRAIL = 3;
  private static final int ENEMY_BULLET = 4;
  private static final int FISH = 5;
  private static final int ENEMY_SUBMARINE = 6;
  private static final int OXYGEN_GAUGE = 7;
  private static final int DIVER_GAUGE = 8;
  private static final int DIVER = 9;

  private static final int DEEPEST = 8;
  private static final int FULL_OXYGEN = 200;
  private static final int ALL_DIVERS = 6;
  private static final int SHOT_INTERVAL = 5;
  private static final int ENEMY_SHOT_INTERVAL = 10;
  private static final int ENEMY_SPAWN_INTERVAL = 20;
  private static final int ENEMY_MOVE_INTERVAL = 5;
  private static final int DIVER_SPAWN_INTERVAL = 30;
  private static final int DIVER_MOVE_INTERVAL = 5;

  int x;
  int y;

  /** Where the submarine looks: 1 to the right, -1 to the left. */
  int direction;

  int oxygen;

  /** Divers on board; below 0 after six went out, as every surfacing takes one. */
  int diverCount;

  /** Whether the submarine is at the surface, and what surfacing does is done. */
  boolean hasSurfaced;

  final Pace pace;
  int shotTimer;
  int enemySpawnTimer;
  int diverSpawnTimer;
  final EntityList friendlyBullets = new EntityList();
  final EntityList enemyBullets = new EntityList();
  final EntityList fish = new EntityList();
  final EntityList enemySubmarines = new EntityList();
  final EntityList divers = new EntityList();

  private int reward;

  /** Makes the game without its time limit. */
  public Seaquest(Settings settings, ActionSet actionSet) {
    this(settings, actionSet, new SeededRandom(0)::seeded);
  }

  Seaquest(Settings settings, ActionSet actionSet, LongFunction<RandomGenerator> generators) {
    super(10, settings, actionSet, new int[] {NOTHING, LEFT, UP, RIGHT, DOWN, FIRE}, generators);
    pace = new Pace(settings.difficultyRamping(), 2);
  }

  @Override
  void start() {
    x = 5;
    y = 0;
    direction = -1;
    oxygen = FULL_OXYGEN;
    diverCount = 0;
    hasSurfaced = true;
    pace.start(ENEMY_SPAWN_INTERVAL, ENEMY_MOVE_INTERVAL);
    shotTimer = 0;
    enemySpawnTimer = ENEMY_SPAWN_INTERVAL;
    diverSpawnTimer = DIVER_SPAWN_INTERVAL;
    friendlyBullets.clear();
    enemyBullets.clear();
    fish.clear();
    enemySubmarines.clear();
    divers.clear();
  }

  /** In this order; a contact that ends the game does not keep the rest from happening. */
  @Override
  int play(int action) {
    reward = 0;
    spawn();
    act(action);
    moveFriendlyBullets();
    moveDivers();
    moveEnemies(enemySubmarines, true);
    moveEnemyBullets();
    moveEnemies(fish, false);
    enemySpawnTimer -= enemySpawnTimer > 0 ? 1 : 0;
    diverSpawnTimer -= diverSpawnTimer > 0 ? 1 : 0;
    shotTimer -= shotTimer > 0 ? 1 : 0;
    breathe();
    return reward;
  }

  private void spawn() {
    if (enemySpawnTimer == 0) {
      spawnEnemy();
      enemySpawnTimer = pace.spawnInterval;
    }
    if (diverSpawnTimer == 0) {
      int entering = enteringDirection();
      divers.add(entry(entering), 1 + below(DEEPEST), entering).moveTimer = DIVER_MOVE_INTERVAL;
      diverSpawnTimer = DIVER_SPAWN_INTERVAL;
    }
  }

  /** None comes where it would meet others of its row. */
  private void spawnEnemy() {
    int entering = enteringDirection();
    boolean isSubmarine = happens(1.0 / 3.0);
    int row = 1 + below(DEEPEST);
    if (fish.has(row, -entering) || enemySubmarines.has(row, -entering)) {
      return;
    }
    Entity enemy = (isSubmarine ? enemySubmarines : fish).add(entry(entering), row, entering);
    enemy.moveTimer = pace.moveInterval;
    enemy.shotTimer = isSubmarine ? ENEMY_SHOT_INTERVAL : 0;
  }

  private void act(int action) {
    if (action == FIRE && shotTimer == 0) {
      friendlyBullets.add(x, y, direction);
      shotTimer = SHOT_INTERVAL;
    } else if (action == LEFT || action == RIGHT) {
      direction = action == RIGHT ? 1 : -1;
    }
    x = column(x, action);
    y = row(y, action, 0, DEEPEST);
  }

  private void moveFriendlyBullets() {
    for (int i = friendlyBullets.size() - 1; i >= 0; i--) {
      Entity bullet = friendlyBullets.get(i);
      bullet.x += bullet.direction;
      if (!isColumn(bullet.x)
          || shootDown(fish, fish.at(bullet.x, bullet.y))
          || shootDown(enemySubmarines, enemySubmarines.at(bullet.x, bullet.y))) {
        friendlyBullets.remove(bullet);
      }
    }
  }

  /** Removes an enemy, if there is one, and counts it; returns whether there was one. */
  private boolean shootDown(EntityList enemies, @Nullable Entity enemy) {
    if (enemy == null) {
      return false;
    }
    enemies.remove(enemy);
    reward++;
    return true;
  }

  private void moveDivers() {
    for (int i = divers.size() - 1; i >= 0; i--) {
      Entity diver = divers.get(i);
      if (takeOnBoard(diver)) {
        divers.remove(diver);
      } else if (diver.moveTimer > 0) {
        diver.moveTimer--;
      } else {
        diver.moveTimer = DIVER_MOVE_INTERVAL;
        diver.x += diver.direction;
        if (!isColumn(diver.x) || takeOnBoard(diver)) {
          divers.remove(diver);
        }
      }
    }
  }

  /** Counts a diver who is where the submarine is, if there is room; returns whether it was so. */
  private boolean takeOnBoard(Entity diver) {
    boolean taken = diver.isAt(x, y) && diverCount < ALL_DIVERS;
    diverCount += taken ? 1 : 0;
    return taken;
  }

  private void moveEnemies(EntityList enemies, boolean shoot) {
    for (int i = enemies.size() - 1; i >= 0; i--) {
      Entity enemy = enemies.get(i);
      terminal |= enemy.isAt(x, y);
      if (enemy.moveTimer > 0) {
        enemy.moveTimer--;
      } else {
        enemy.moveTimer = pace.moveInterval;
        moveEnemy(enemies, enemy);
      }
      if (shoot) {
        shoot(enemy); // Even one that was just removed: its values are still there.
      }
    }
  }

  private void moveEnemy(EntityList enemies, Entity enemy) {
    enemy.x += enemy.direction;
    if (!isColumn(enemy.x)) {
      enemies.remove(enemy);
    } else if (enemy.isAt(x, y)) {
      terminal = true;
    } else {
      Entity bullet = friendlyBullets.at(enemy.x, enemy.y);
      if (bullet != null) {
        friendlyBullets.remove(bullet);
        shootDown(enemies, enemy);
      }
    }
  }

  private void shoot(Entity enemy) {
    if (enemy.shotTimer > 0) {
      enemy.shotTimer--;
    } else {
      enemy.shotTimer = ENEMY_SHOT_INTERVAL;
      enemyBullets.add(enemy.x, enemy.y, enemy.direction);
    }
  }

  private void moveEnemyBullets() {
    for (int i = enemyBullets.size() - 1; i >= 0; i--) {
      Entity bullet = enemyBullets.get(i);
      terminal |= bullet.isAt(x, y);
      bullet.x += bullet.direction;
      terminal |= bullet.isAt(x, y);
      if (!isColumn(bullet.x)) {
        enemyBullets.remove(bullet);
      }
    }
  }

  private void breathe() {
    terminal |= oxygen <= 0;
    if (y > 0) {
      oxygen--;
      hasSurfaced = false;
    } else if (!hasSurfaced && diverCount == 0) {
      terminal = true;
    } else if (!hasSurfaced) {
      surface();
    }
  }

  private void surface() {
    hasSurfaced = true;
    if (diverCount == ALL_DIVERS) {
      reward += oxygenCells();
      diverCount = 0;
    }
    oxygen = FULL_OXYGEN;
    diverCount--;
    if (pace.canSpeedUp()) {
      pace.speedUp();
    }
  }

  /** How full the gauge of oxygen is, which is as wide as the grid. */
  private int oxygenCells() {
    return Math.max(0, oxygen) * SIZE / FULL_OXYGEN;
  }

  @Override
  void draw(Observation observation) {
    mark(observation, x, y, FRONT);
    mark(observation, x - direction, y, BACK);
    draw(observation, friendlyBullets, FRIENDLY_BULLET, false);
    draw(observation, enemyBullets, ENEMY_BULLET, false);
    draw(observation, fish, FISH, true);
    draw(observation, enemySubmarines, ENEMY_SUBMARINE, true);
    draw(observation, divers, DIVER, true);
    for (int column = 0; column < oxygenCells(); column++) {
      mark(observation, column, LAST, OXYGEN_GAUGE);
    }
    for (int column = LAST - diverCount; column < LAST; column++) {
      mark(observation, column, LAST, DIVER_GAUGE);
    }
  }

  private void draw(Observation observation, EntityList list, int channel, boolean hasTrail) {
    for (int i = 0; i < list.size(); i++) {
      Entity entity = list.get(i);
      mark(observation, entity.x, entity.y, channel);
      if (hasTrail) {
        mark(observation, entity.x - entity.direction, entity.y, TRAIL);
      }
    }
  }

  @Override
  int[] colours() {
    return new int[] {
      MinAtarRenderer.PLAYER,
      MinAtarRenderer.PLAYER_BACK,
      MinAtarRenderer.FRIENDLY_BULLET,
      MinAtarRenderer.TRAIL,
      MinAtarRenderer.ENEMY_BULLET,
      MinAtarRenderer.OTHER_ENEMY,
      MinAtarRenderer.ENEMY,
      MinAtarRenderer.OXYGEN,
      MinAtarRenderer.TREASURE,
      MinAtarRenderer.TREASURE
    };
  }

  /** The settings of {@link Seaquest}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      double stickyActionProbability, boolean difficultyRamping, int maxEpisodeSteps)
      implements StickyActions, DifficultyRamping {

    /** The settings of {@code MinAtar/Seaquest-v0} and {@code -v1}. */
    public static Settings defaults() {
      return new Settings(DEFAULT_PROBABILITY, true, 0);
    }
  }

  /** Provides the environment {@code MinAtar/Seaquest-v0}. */
  public static class Provider extends MinAtarProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      this(ActionSet.ALL);
    }

    private Provider(ActionSet actionSet) {
      super(
          "Seaquest",
          actionSet,
          "rescue divers, shoot fish and submarines",
          Settings.defaults(),
          Seaquest::new);
    }
  }

  /** Provides the environment {@code MinAtar/Seaquest-v1}. */
  public static final class MinimalProvider extends Provider {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public MinimalProvider() {
      super(ActionSet.MINIMAL);
    }
  }
}
