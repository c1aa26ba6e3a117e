package dev.rookery.environment;

import dev.rookery.DataType;
import org.jspecify.annotations.Nullable;

/** Checks one part of what one copy of an environment observes. */
final class PartCheck {

  private final String name;
  private final SpaceCheck check;
  private final boolean floats;
  private @Nullable WrittenBytes bytes;

  PartCheck(SpacePart part) {
    name = part.name();
    check = new SpaceCheck(part.space());
    floats = part.space().dataType() == DataType.FLOAT32;
    if (part.space().dataType() == DataType.UINT8) {
      bytes = new WrittenBytes(part.space().size());
    }
  }

  /** Prepares the part, which is to be written. */
  void clear(Observation observation) {
    Observation part = observation.part(name);
    check.clear(part.buffer(), part.offset());
    if (bytes != null) {
      bytes.fill(part);
    }
  }

  /** From now on it is not looked at whether bytes are written. */
  void stopFilling() {
    bytes = null;
  }

  /**
   * What is wrong with the part, which has been written.
   *
   * @param step its number in the episode; 0 after the reset
   * @param closely whether to look at bounds
   * @return null if nothing is
   */
  @Nullable String wrong(Observation observation, int step, boolean closely) {
    Observation part = observation.part(name);
    int wrong = check.invalid(part);
    if (wrong < 0 && closely) {
      wrong = check.outside(part);
    }
    if (wrong >= 0) {
      return wrongNumber(part, wrong, step);
    }
    int unwritten = bytes == null ? -1 : bytes.unwritten(part);
    return unwritten < 0
        ? null
        : "did not write %s of its last %s observations, after %s steps: every value must be written, even one that stays the same"
            .formatted(place(unwritten), WrittenBytes.OBSERVATIONS, step);
  }

  private String wrongNumber(Observation part, int index, int step) {
    String what =
        "observed %s at %s after %s steps".formatted(check.text(part, index), place(index), step);
    if (floats && !Float.isFinite(part.getFloat(index))) {
      return what + "; was the value written?";
    }
    if (check.isUnwritten(part, index)) {
      return "did not write %s of its observation after %s steps".formatted(place(index), step);
    }
    return what + ", outside " + check.bounds(index);
  }

  private String place(int index) {
    return "index " + index + (name.isEmpty() ? "" : " of the part '" + name + "'");
  }
}
