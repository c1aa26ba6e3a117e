package dev.rookery.core.network;

/**
 * A range of the columns of a network's output {@code [rows, total]}: what one of its heads makes.
 *
 * @param offset the first column
 * @param size how many columns
 * @param total how many columns the whole output has
 */
public record OutputRange(int offset, int size, int total) {

  /** Whether it is the whole output. */
  public boolean isAll() {
    return size == total;
  }

  /**
   * Copies the range's columns out.
   *
   * @param outputs {@code [rows, total]}
   * @param target {@code [rows, size]}
   */
  public void read(float[] outputs, float[] target) {
    for (int row = 0; row < target.length / size; row++) {
      System.arraycopy(outputs, row * total + offset, target, row * size, size);
    }
  }

  /**
   * Copies the range's columns in.
   *
   * @param source {@code [rows, size]}
   * @param outputs {@code [rows, total]}
   */
  public void write(float[] source, float[] outputs) {
    for (int row = 0; row < source.length / size; row++) {
      System.arraycopy(source, row * size, outputs, row * total + offset, size);
    }
  }
}
