package dev.rookery;

import java.nio.charset.StandardCharsets;

/**
 * Splits one seed into many that have nothing to do with each other, so that each component has a
 * random stream of its own and adding one does not shift another's.
 */
public final class Seeds {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private Seeds() {}

  /** The seed of child number {@code index}. */
  public static long derive(long seed, long index) {
    return mix(mix(seed + GOLDEN_GAMMA) ^ mix(index * GOLDEN_GAMMA + 0x632be59bd9b4e019L));
  }

  /** The seed of the child called {@code component}. */
  public static long derive(long seed, String component) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (byte b : component.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return derive(seed, hash);
  }

  /** Stafford's variant 13 of the MurmurHash3 finaliser, as in SplitMix64. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
