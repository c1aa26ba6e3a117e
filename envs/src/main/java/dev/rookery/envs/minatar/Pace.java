package dev.rookery.envs.minatar;

/** How fast enemies come and move in a game that gets faster and faster. */
final class Pace {

  /** Steps between two enemies that enter. */
  int spawnInterval;

  /** How many steps an enemy waits between two moves. */
  int moveInterval;

  /** How often it got faster. */
  int rampIndex;

  private final boolean ramping;
  private final int shortestMoveInterval;

  Pace(boolean ramping, int shortestMoveInterval) {
    this.ramping = ramping;
    this.shortestMoveInterval = shortestMoveInterval;
  }

  void start(int spawn, int move) {
    spawnInterval = spawn;
    moveInterval = move;
    rampIndex = 0;
  }

  /** Whether it ever gets faster than it is now. */
  boolean canSpeedUp() {
    return ramping && (spawnInterval > 1 || moveInterval > shortestMoveInterval);
  }

  /** Enemies come sooner, and every other time they also move sooner. */
  void speedUp() {
    if (moveInterval > shortestMoveInterval && rampIndex % 2 == 1) {
      moveInterval--;
    }
    if (spawnInterval > 1) {
      spawnInterval--;
    }
    rampIndex++;
  }
}
