package dev.rookery.core.network;

import dev.rookery.DataType;
import dev.rookery.environment.TensorSpace;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Lays what a convolution sees at each of its positions side by side, which makes one product of
 * two matrices of it ("im2col"). For small images that takes the engine half as long as a
 * convolution, since it has nothing to prepare. A learner does it once for all passes over the same
 * observations. Not thread-safe.
 */
public final class Patches {

  /** How many dimensions a tensor of patches has, and one of images has not. */
  static final int DIMENSIONS = 3;

  /**
   * Beyond this, patches of a batch are larger than a cache, and the engine's own way is faster.
   */
  private static final int MOST_NUMBERS = 8192;

  private final TensorSpace space;
  private final float scale;

  /** The first pixel's index at each position, row by row. */
  private final int[] positions;

  /** From there, the index of each number, by channel, row and column. */
  private final int[] offsets;

  private final float[] image;
  private final float[] patches;

  private Patches(TensorSpace space, Convolution convolution) {
    this.space = space;
    scale = ObservationEncoder.scaleOf(space);
    int height = convolution.outputSize(space.shape().get(0));
    int width = convolution.outputSize(space.shape().get(1));
    int columns = space.shape().get(1);
    int channels = space.shape().get(2);
    positions = new int[height * width];
    for (int i = 0; i < positions.length; i++) {
      int row = i / width * convolution.stride();
      int column = i % width * convolution.stride();
      positions[i] = (row * columns + column) * channels;
    }
    int kernel = convolution.kernel();
    offsets = new int[channels * kernel * kernel];
    for (int i = 0; i < offsets.length; i++) {
      int channel = i / (kernel * kernel);
      int row = i / kernel % kernel;
      int column = i % kernel;
      offsets[i] = (row * columns + column) * channels + channel;
    }
    image = new float[space.size()];
    patches = new float[positions.length * offsets.length];
  }

  /** For images {@code [height, width, channels]}; empty if their patches are not worth it. */
  static Optional<Patches> of(TensorSpace space, Convolution convolution) {
    long height = convolution.outputSize(space.shape().get(0));
    long width = convolution.outputSize(space.shape().get(1));
    long area = (long) convolution.kernel() * convolution.kernel();
    boolean small = height * width * area * space.shape().get(2) <= MOST_NUMBERS;
    return small && space.dataType() != DataType.INT32
        ? Optional.of(new Patches(space, convolution))
        : Optional.empty();
  }

  /** How many positions the convolution has. */
  public int positions() {
    return positions.length;
  }

  /** How many numbers it sees at each of them. */
  public int numbers() {
    return offsets.length;
  }

  /**
   * Lays out a batch.
   *
   * @param observations {@code [batch, height, width, channels]} of the space's own type, in the
   *     machine's byte order
   * @param batch how many
   * @param target {@code [batch, positions, numbers]} receives the features as {@link
   *     ObservationEncoder} makes them
   */
  public void write(ByteBuffer observations, int batch, FloatBuffer target) {
    boolean bytes = space.dataType() == DataType.UINT8;
    for (int b = 0; b < batch; b++) {
      int start = b * image.length;
      for (int i = 0; i < image.length; i++) {
        image[i] =
            bytes
                ? (observations.get(start + i) & 0xff) * scale
                : observations.getFloat((start + i) * Float.BYTES);
      }
      int next = 0;
      for (int position : positions) {
        for (int offset : offsets) {
          patches[next++] = image[position + offset];
        }
      }
      target.put(b * patches.length, patches);
    }
  }
}
