package dev.rookery.envs.box2d;

/**
 * The impulses of the engines, which go through noisy points beside the lander's middle. All
 * lengths are in metres.
 */
final class LanderEngines {

  private static final double MAIN_POWER = 13;
  private static final double SIDE_POWER = 0.6;
  private static final double MAIN_BELOW = 4 / LanderWorld.SCALE;
  private static final double SIDE_AWAY = 12 / LanderWorld.SCALE;

  /** Where a side engine attacks above the lander's origin; the two lengths do differ. */
  private static final double SIDE_ATTACK_X = 17 / LanderWorld.SCALE;

  private static final double SIDE_ATTACK_Y = 14 / LanderWorld.SCALE;

  private LanderEngines() {}

  /**
   * Fires what is on.
   *
   * @param main the throttle of the main engine, 0 to 1
   * @param side the throttle of a side engine, 0 to 1 for the right one, and negative for the left
   * @param noiseDown noise along the lander's axis, -1 to 1
   * @param noiseRight noise across it, -1 to 1
   */
  static void fire(
      LanderWorld world, double main, double side, double noiseDown, double noiseRight) {
    double sin = StrictMath.sin(world.angle());
    double cos = StrictMath.cos(world.angle());
    double down = noiseDown / LanderWorld.SCALE;
    double right = noiseRight / LanderWorld.SCALE;
    if (main > 0) {
      double offset = MAIN_BELOW + 2 * down;
      double x = offset * sin - right * cos;
      double y = -offset * cos - right * sin;
      double impulse = -MAIN_POWER * main;
      world.kick(impulse * x, impulse * y, world.x() + x, world.y() + y);
    }
    if (side != 0) {
      double offset = 3 * right + Math.signum(side) * SIDE_AWAY;
      double x = down * sin - offset * cos;
      double y = -down * cos - offset * sin;
      double impulse = -SIDE_POWER * Math.abs(side);
      world.kick(
          impulse * x,
          impulse * y,
          world.x() + x - SIDE_ATTACK_X * sin,
          world.y() + y + SIDE_ATTACK_Y * cos);
    }
  }
}
