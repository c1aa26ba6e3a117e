package dev.rookery.runtime.roles;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Finds a learner that makes updates which change no parameter, and warns once. Costs nothing once
 * the parameters have moved. Not thread-safe.
 */
final class ParameterMovement {

  /** Updates after which parameters that are still the same are worth a warning. */
  static final long UPDATES = 100;

  private final Consumer<String> warn;
  private final CRC32C checksum = new CRC32C();
  private boolean decided;
  private boolean begun;
  private long firstUpdates;
  private long firstChecksum;

  /** Tells {@code warn} what is wrong. */
  ParameterMovement(Consumer<String> warn) {
    this.warn = warn;
  }

  /**
   * Parameters are about to be published.
   *
   * @param values all of them; the whole buffer, whatever its position
   * @param updates that the learner has made
   */
  void check(ByteBuffer values, long updates) {
    if (decided) {
      return;
    }
    checksum.reset();
    checksum.update(values.duplicate().clear());
    if (!begun) {
      begun = true;
      firstUpdates = updates;
      firstChecksum = checksum.getValue();
    } else if (checksum.getValue() != firstChecksum) {
      decided = true;
    } else if (updates - firstUpdates >= UPDATES) {
      decided = true;
      warn.accept(
          "The learner has made %s updates, and no parameter has changed: look at its learning rate,"
                  .formatted(updates - firstUpdates)
              + " at whether gradients reach the parameters, and at whether Learner.copyParameters"
              + " writes the network that is trained");
    }
  }
}
