package dev.rookery.core.random;

import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import java.util.random.RandomGenerator;

/**
 * SplitMix64 (Steele, Lea and Flood 2014), whose whole state is one number, so that a resumed run
 * goes on with the random numbers that would have come. Not thread-safe; allocates nothing.
 */
public final class SavableRandom implements RandomGenerator, Checkpointable {

  private long state;

  /** Starts from a seed; any value is as good as another. */
  public SavableRandom(long seed) {
    state = seed;
  }

  @Override
  public long nextLong() {
    state += 0x9e3779b97f4a7c15L;
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  @Override
  public void save(StateWriter writer) {
    writer.putLong("random", state);
  }

  @Override
  public void load(StateReader reader) {
    state = reader.getLong("random");
  }
}
