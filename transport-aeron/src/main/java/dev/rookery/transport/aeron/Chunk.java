package dev.rookery.transport.aeron;

/**
 * How a piece of a long message is marked, in the value that Aeron's frames reserve for
 * applications: the bytes that are left with this piece, and whether it is the first. A message in
 * one piece has 0.
 */
final class Chunk {

  /** The mark of a message in one piece. */
  static final long NONE = 0;

  private static final long FIRST = 1L << 62;

  private Chunk() {}

  static long mark(long bytesLeft, boolean first) {
    return first ? bytesLeft | FIRST : bytesLeft;
  }

  static boolean isFirst(long mark) {
    return (mark & FIRST) != 0;
  }

  /** How many bytes are left; anything at all if a peer wrote nonsense. */
  static long bytesLeft(long mark) {
    return mark & ~FIRST;
  }
}
