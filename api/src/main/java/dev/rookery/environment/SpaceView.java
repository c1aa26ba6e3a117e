package dev.rookery.environment;

import dev.rookery.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A view of one element of a {@link Space} somewhere in a byte buffer. It owns no memory and can be
 * moved along the buffer, so one view serves for ever. Numbers are those of a {@link TensorSpace};
 * where an observation has named parts, each {@linkplain Observation#part part} has its own. Not
 * thread-safe.
 */
public abstract sealed class SpaceView permits Observation, Action {

  private final Space space;
  private final DataType type;
  private final int size;
  private final int byteSize;
  private ByteBuffer buffer;
  private int offset;

  SpaceView(Space space) {
    this.space = space;
    if (space instanceof TensorSpace tensor) {
      type = tensor.dataType();
      size = tensor.size();
    } else {
      type = DataType.UINT8;
      size = 0; // so that every index is refused
    }
    this.byteSize = space.byteSize();
    this.buffer = ByteBuffer.allocate(byteSize).order(ByteOrder.nativeOrder());
  }

  /** The space whose element this is. */
  public final Space space() {
    return space;
  }

  /**
   * How many numbers the element has.
   *
   * @throws IllegalStateException if it has named parts
   */
  public final int size() {
    if (size == 0) {
      throw parted();
    }
    return size;
  }

  /**
   * Moves the view.
   *
   * @param newBuffer a buffer in the machine's byte order
   * @param byteOffset where the element starts in it
   */
  public final void wrap(ByteBuffer newBuffer, int byteOffset) {
    if (newBuffer.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException("the buffer must have the machine's byte order");
    }
    if (byteOffset < 0 || byteOffset > newBuffer.capacity() - byteSize) {
      throw new IndexOutOfBoundsException(
          "an element of %s bytes does not fit at %s in a buffer of %s bytes"
              .formatted(byteSize, byteOffset, newBuffer.capacity()));
    }
    buffer = newBuffer;
    offset = byteOffset;
    moved();
  }

  /** Called when the view has been moved. */
  void moved() {}

  /** Moves the view to element {@code index} of those that lie in the buffer from its start. */
  final void wrapElement(ByteBuffer newBuffer, int index) {
    wrap(newBuffer, index * byteSize);
  }

  final ByteBuffer buffer() {
    return buffer;
  }

  /** Where the element starts in {@link #buffer()}, in bytes. */
  final int offset() {
    return offset;
  }

  /** Number {@code index}, counted row-major, as a float. */
  public final float getFloat(int index) {
    check(index);
    return switch (type) {
      case FLOAT32 -> buffer.getFloat(offset + 4 * index);
      case INT32 -> buffer.getInt(offset + 4 * index);
      case UINT8 -> buffer.get(offset + index) & 0xff;
    };
  }

  /** Number {@code index}, counted row-major, as an int; a float is cut towards zero. */
  public final int getInt(int index) {
    check(index);
    return switch (type) {
      case FLOAT32 -> (int) buffer.getFloat(offset + 4 * index);
      case INT32 -> buffer.getInt(offset + 4 * index);
      case UINT8 -> buffer.get(offset + index) & 0xff;
    };
  }

  /**
   * Writes number {@code index}, counted row-major; it is rounded to the space's type.
   *
   * @throws IllegalArgumentException if the type cannot hold it: bytes hold 0 to 255
   */
  public final void set(int index, double value) {
    check(index);
    switch (type) {
      case FLOAT32 -> buffer.putFloat(offset + 4 * index, (float) value);
      case INT32 -> buffer.putInt(offset + 4 * index, rounded(index, value));
      case UINT8 -> putByte(index, rounded(index, value));
    }
  }

  /**
   * Writes number {@code index}, counted row-major.
   *
   * @throws IllegalArgumentException if the type cannot hold it: bytes hold 0 to 255
   */
  public final void set(int index, int value) {
    check(index);
    switch (type) {
      case FLOAT32 -> buffer.putFloat(offset + 4 * index, value);
      case INT32 -> buffer.putInt(offset + 4 * index, value);
      case UINT8 -> putByte(index, value);
    }
  }

  private int rounded(int index, double value) {
    double rounded = Math.rint(value);
    if ((int) rounded != rounded) {
      throw new IllegalArgumentException(
          "%s at index %s of the space %s, whose numbers are integers"
              .formatted(value, index, space));
    }
    return (int) rounded;
  }

  private void putByte(int index, int value) {
    if ((value & 0xff) != value) {
      throw new IllegalArgumentException(
          "%s at index %s of the space %s, whose numbers are bytes: 0..255"
              .formatted(value, index, space));
    }
    buffer.put(offset + index, (byte) value);
  }

  /**
   * Writes all numbers.
   *
   * @throws IllegalArgumentException if their count is not {@link #size()}
   */
  public final void setAll(double... values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(
          "%s values for the space %s, which has %s".formatted(values.length, space, size()));
    }
    for (int i = 0; i < values.length; i++) {
      set(i, values[i]);
    }
  }

  /** Copies the element out of {@code source}, which must be of the same space. */
  final void copyFrom(SpaceView source) {
    buffer.put(offset, source.buffer, source.offset, byteSize);
  }

  private void check(int index) {
    if (index < 0 || index >= size) {
      if (size == 0) {
        throw parted();
      }
      throw new IndexOutOfBoundsException(
          "index %s in the space %s, which has %s numbers".formatted(index, space, size));
    }
  }

  private IllegalStateException parted() {
    return new IllegalStateException(
        "an observation of %s has no numbers of its own: write and read its parts, observation.part(\"%s\") for example"
            .formatted(space, space.parts().get(0).name()));
  }
}
