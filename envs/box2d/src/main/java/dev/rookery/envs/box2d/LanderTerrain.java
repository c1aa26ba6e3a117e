package dev.rookery.envs.box2d;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The surface of the moon: straight edges between points two metres apart, with a flat pad. */
final class LanderTerrain {

  /** How many points there are, from the left edge of the view to the right one. */
  static final int POINTS = 11;

  /** The point at the pad's left end. */
  static final int PAD_LEFT = 4;

  /** The point at the pad's right end. */
  static final int PAD_RIGHT = 6;

  /** The pad's height before smoothing, m. */
  static final double PAD_HEIGHT = LanderWorld.HEIGHT / 4;

  /** A little less than a third, which lowers everything by 1 %. */
  private static final double SMOOTHING = 0.33;

  private final double[] heights = new double[POINTS];

  private LanderTerrain(double[] drawn) {
    Arrays.fill(drawn, PAD_LEFT - 1, PAD_RIGHT + 2, PAD_HEIGHT);
    for (int i = 0; i < POINTS; i++) {
      int left = Math.floorMod(i - 1, drawn.length);
      heights[i] = SMOOTHING * (drawn[left] + drawn[i] + drawn[i + 1]);
    }
  }

  /** A surface without hills. */
  static LanderTerrain flat() {
    double[] drawn = new double[POINTS + 1];
    Arrays.fill(drawn, PAD_HEIGHT);
    return new LanderTerrain(drawn);
  }

  /** A random surface: one more height than points, from 0 to half the view's, then smoothed. */
  static LanderTerrain random(RandomGenerator random) {
    double[] drawn = new double[POINTS + 1];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextDouble(0, LanderWorld.HEIGHT / 2);
    }
    return new LanderTerrain(drawn);
  }

  /** Where a point is, m from the left edge of the view. */
  static double x(int point) {
    return LanderWorld.WIDTH / (POINTS - 1) * point;
  }

  /** How high a point is, m above the lower edge of the view. */
  double height(int point) {
    return heights[point];
  }
}
