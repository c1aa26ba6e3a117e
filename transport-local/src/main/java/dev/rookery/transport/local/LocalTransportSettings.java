package dev.rookery.transport.local;

import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;

/** How much memory a {@link LocalTransport} uses. */
@SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
public record LocalTransportSettings(
    @Setting(
            value =
                "Bytes of the ring between one publisher and one subscriber; a power of two."
                    + " Messages of up to an eighth of it lie in the ring.",
            min = MINIMUM_RING_BYTES,
            max = MAXIMUM_RING_BYTES,
            defaultValue = "1_048_576")
        int ringBytes,
    @Setting(
            value =
                "Bytes of memory for longer messages that one publisher may have underway, each"
                    + " rounded up by at most an eighth; a single message may be longer.",
            min = 0,
            defaultValue = "67_108_864")
        long maximumLargeBytes) {

  private static final int MINIMUM_RING_BYTES = 1 << 10;
  private static final int MAXIMUM_RING_BYTES = 1 << 30;

  /**
   * Checks the values.
   *
   * @throws SettingsException if a value is out of range, or {@code ringBytes} no power of two
   */
  public LocalTransportSettings {
    if (ringBytes < MINIMUM_RING_BYTES
        || ringBytes > MAXIMUM_RING_BYTES
        || Integer.bitCount(ringBytes) != 1) {
      throw new SettingsException(
          "setting 'ringBytes' must be a power of two from %s to %s, not %s; %s would do"
              .formatted(MINIMUM_RING_BYTES, MAXIMUM_RING_BYTES, ringBytes, nearest(ringBytes)));
    }
    if (maximumLargeBytes < 0) {
      throw new SettingsException(
          "setting 'maximumLargeBytes' must be at least 0, not " + maximumLargeBytes);
    }
  }

  /** Rings of 1 MiB, and 64 MiB of longer messages. */
  public static LocalTransportSettings defaults() {
    return Settings.defaults(LocalTransportSettings.class);
  }

  /** These settings with another {@code ringBytes}. */
  public LocalTransportSettings withRingBytes(int bytes) {
    return new LocalTransportSettings(bytes, maximumLargeBytes);
  }

  /** These settings with another {@code maximumLargeBytes}. */
  public LocalTransportSettings withMaximumLargeBytes(long bytes) {
    return new LocalTransportSettings(ringBytes, bytes);
  }

  /** The next power of two in range that is not smaller, if there is one. */
  private static int nearest(int ringBytes) {
    int inRange = Math.max(MINIMUM_RING_BYTES, Math.min(MAXIMUM_RING_BYTES, ringBytes));
    return inRange == MINIMUM_RING_BYTES ? inRange : Integer.highestOneBit(inRange - 1) << 1;
  }
}
