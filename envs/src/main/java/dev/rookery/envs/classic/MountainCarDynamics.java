package dev.rookery.envs.classic;

import dev.rookery.environment.Space;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * A car in a valley, too weak to drive straight up the hill on the right: state {@code [2]} of
 * position and velocity (Moore 1990).
 */
abstract class MountainCarDynamics extends ClassicControl {

  static final double LEFTMOST = -1.2;
  static final double RIGHTMOST = 0.6;
  static final double MAX_SPEED = 0.07;
  private static final double GRAVITY = 0.0025;

  private final double resetLow;
  private final double resetHigh;

  MountainCarDynamics(
      double resetLow,
      double resetHigh,
      Space actionSpace,
      LongFunction<RandomGenerator> generators) {
    super(
        2,
        new double[] {LEFTMOST, -MAX_SPEED},
        new double[] {RIGHTMOST, MAX_SPEED},
        actionSpace,
        generators);
    this.resetLow = resetLow;
    this.resetHigh = resetHigh;
  }

  @Override
  final void start() {
    state[0] = uniform(resetLow, resetHigh);
    state[1] = 0;
  }

  /** One step under a force along the road; says nothing of goals. */
  final void move(double force) {
    double velocity = state[1] + (force - GRAVITY * Trigonometry.cos(3 * state[0]));
    velocity = clip(velocity, -MAX_SPEED, MAX_SPEED);
    double position = clip(state[0] + velocity, LEFTMOST, RIGHTMOST);
    state[0] = position;
    state[1] = position == LEFTMOST && velocity < 0 ? 0 : velocity;
  }
}
