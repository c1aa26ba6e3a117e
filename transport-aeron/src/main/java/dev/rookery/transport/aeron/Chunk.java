package dev.rookery.transport.aeron;

/**
 * The mark of a piece of a long message, in the value that Aeron's frames reserve for applications:
 * how many bytes are left, those of the piece included, and whether it is the first piece. The mark
 * of a message in one piece is 0.
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

  /** How many bytes are left; not checked, so any number if a peer sent a wrong mark. */
  static long bytesLeft(long mark) {
    return mark & ~FIRST;
  }
}
