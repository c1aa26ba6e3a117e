package dev.rookery.core.onnx;

import dev.rookery.RookeryException;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;

/** Keeps parameters of one network out of another. */
final class Layouts {

  private Layouts() {}

  static void check(ParameterLayout layout, ParameterSnapshot snapshot) {
    if (snapshot.layoutHash() != layout.layoutHash()) {
      throw new RookeryException(
          "parameters (version %d) are of another network than the one here: layout %016x, not %016x;"
                  .formatted(snapshot.version(), snapshot.layoutHash(), layout.layoutHash())
              + " give learner and actors the same algorithm, settings and environment");
    }
    int floats = snapshot.values().remaining() / Float.BYTES;
    if (snapshot.values().remaining() != layout.size() * Float.BYTES) {
      throw new RookeryException(
          "parameters (version %d) have %d numbers, not %d"
              .formatted(snapshot.version(), floats, layout.size()));
    }
  }
}
