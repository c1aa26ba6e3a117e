package dev.rookery.envs.box2d;

import java.util.random.RandomGenerator;

/** A generator that always gives the middle: no push at the start, no noise, flat hills. */
final class MiddleDraws implements RandomGenerator {

  private int draws;

  /** How many numbers have been drawn. */
  int draws() {
    return draws;
  }

  @Override
  public double nextDouble(double origin, double bound) {
    draws++;
    return (origin + bound) / 2;
  }

  @Override
  public int nextInt(int origin, int bound) {
    draws++;
    return (origin + bound) / 2;
  }

  @Override
  public long nextLong() {
    throw new UnsupportedOperationException("not drawn here");
  }
}
