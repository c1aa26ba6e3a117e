package dev.rookery.core.onnx;

import dev.rookery.RookeryException;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;

/** Checks that parameters belong to a network. */
final class Layouts {

  private Layouts() {}

  static void check(ParameterLayout layout, ParameterSnapshot snapshot) {
    if (snapshot.layoutHash() != layout.layoutHash()) {
      throw new RookeryException(
          "parameters (version %s) are of another network than the one here: layout %s, not %s;"
                  .formatted(
                      snapshot.version(),
                      Long.toHexString(snapshot.layoutHash()),
                      Long.toHexString(layout.layoutHash()))
              + " give learner and actors the same algorithm, settings and environment");
    }
    int floats = snapshot.values().remaining() / Float.BYTES;
    if (snapshot.values().remaining() != layout.size() * Float.BYTES) {
      throw new RookeryException(
          "parameters (version %s) have %s numbers, not %s"
              .formatted(snapshot.version(), floats, layout.size()));
    }
  }
}
