package dev.rookery.environment;

import dev.rookery.DataType;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Finds out in every step, at next to no cost, whether anything is wrong with the packed
 * observations of several environments; {@link CopyCheck} says what.
 */
final class ObservationCheck {

  private final int byteSize;
  private final SpaceCheck[] parts;
  private final int[] offsets;
  private final boolean bytesOnly;

  ObservationCheck(Space space) {
    List<SpacePart> all = space.parts();
    byteSize = space.byteSize();
    parts = all.stream().map(part -> new SpaceCheck(part.space())).toArray(SpaceCheck[]::new);
    offsets = all.stream().mapToInt(SpacePart::offset).toArray();
    bytesOnly = all.stream().allMatch(part -> part.space().dataType() == DataType.UINT8);
  }

  /** Memory of so many elements in which no float or int is written; nothing if all are bytes. */
  ByteBuffer unwritten(int count) {
    ByteBuffer memory = DirectBuffers.allocate(bytesOnly ? 0 : count, byteSize);
    for (int start = 0; start < memory.capacity(); start += byteSize) {
      for (int i = 0; i < parts.length; i++) {
        parts[i].clear(memory, start + offsets[i]);
      }
    }
    return memory;
  }

  /**
   * Whether any float is not finite, or any int is no choice.
   *
   * @param count elements, one after the other, from the start
   */
  boolean anyInvalid(ByteBuffer elements, int count) {
    if (parts.length == 1) {
      return parts[0].anyInvalid(elements, 0, count);
    }
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < parts.length; i++) {
        if (parts[i].anyInvalid(elements, k * byteSize + offsets[i], 1)) {
          return true;
        }
      }
    }
    return false;
  }
}
