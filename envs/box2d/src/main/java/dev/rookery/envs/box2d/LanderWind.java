package dev.rookery.envs.box2d;

import java.util.random.RandomGenerator;

/** Wind whose force and torque are sums of two sine waves that never repeat together. */
final class LanderWind {

  private static final int LAST_START = 9999;

  private final double power;
  private final double turbulence;
  private int forceTime;
  private int torqueTime;

  /**
   * A wind of some strength.
   *
   * @param power the largest force, N
   * @param turbulence the largest torque, N m
   */
  LanderWind(double power, double turbulence) {
    this.power = power;
    this.turbulence = turbulence;
  }

  /** Starts force and torque at random times. */
  void begin(RandomGenerator random) {
    forceTime = random.nextInt(-LAST_START, LAST_START);
    torqueTime = random.nextInt(-LAST_START, LAST_START);
  }

  /** Pushes and turns the lander in the step to come. */
  void blow(LanderWorld world) {
    world.push(power * wave(forceTime++), 0);
    world.turn(turbulence * wave(torqueTime++));
  }

  private static double wave(int time) {
    return StrictMath.tanh(StrictMath.sin(0.02 * time) + StrictMath.sin(Math.PI * 0.01 * time));
  }
}
