package dev.rookery.environment;

/**
 * Finds bytes of an observation that an environment does not write. A byte has no value to spare
 * that would mean "not written", so the bytes are filled with another random number before each
 * observation: one that still has that number {@value #OBSERVATIONS} times in a row is not written.
 */
final class WrittenBytes {

  /** Observations in a row after which chance is out of the question. */
  static final int OBSERVATIONS = 8;

  /** How many times in a row each byte was found as it was left. */
  private final byte[] untouched;

  private long observations;

  WrittenBytes(int size) {
    untouched = new byte[size];
  }

  /** Fills the bytes of the next observation. */
  void fill(SpaceView view) {
    observations++;
    byte fill = fill();
    for (int i = 0; i < untouched.length; i++) {
      view.buffer().put(view.offset() + i, fill);
    }
  }

  /** The first byte that was not written in the last observations; -1 if there is none. */
  int unwritten(SpaceView view) {
    byte fill = fill();
    int first = -1;
    for (int i = untouched.length - 1; i >= 0; i--) {
      untouched[i] = (byte) view.getInt(i) == fill ? (byte) (untouched[i] + 1) : 0;
      if (untouched[i] >= OBSERVATIONS) {
        first = i;
      }
    }
    return first;
  }

  /** Numbers without a pattern that an image could follow; the same in every run. */
  private byte fill() {
    return (byte) ((observations * 0x9E3779B97F4A7C15L) >>> 56);
  }
}
