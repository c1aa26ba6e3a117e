package dev.rookery;

import java.util.random.RandomGenerator;

/**
 * {@link java.util.SplittableRandom}'s numbers (SplitMix64; Steele, Lea and Flood 2014) from a
 * generator that can be seeded again and again, and whose whole state is one number that a
 * checkpoint can keep. Not thread-safe; allocates nothing after the constructor.
 */
public final class SeededRandom implements RandomGenerator {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  /** Starts from a seed; any value is as good as another. */
  public SeededRandom(long seed) {
    state = seed;
  }

  /**
   * Starts again from a seed; environments call it in every {@code reset}.
   *
   * @return this
   */
  public SeededRandom seeded(long seed) {
    state = seed;
    return this;
  }

  /**
   * The state: a generator {@link #seeded} with it goes on with the numbers that come next here.
   */
  public long state() {
    return state;
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  @Override
  public int nextInt() {
    state += GOLDEN_GAMMA;
    long z = (state ^ (state >>> 33)) * 0x62a9d9ed799705f5L;
    return (int) (((z ^ (z >>> 28)) * 0xcb24d0a5c88c35b3L) >>> 32);
  }
}
