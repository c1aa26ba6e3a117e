package dev.rookery.transport;

import dev.rookery.settings.NoSettings;

/** Makes transports of one name; found with {@link java.util.ServiceLoader}. */
public interface TransportProvider {

  /** The name that users type, for example {@code local}. */
  String name();

  /** One line for people: where it reaches. */
  String description();

  /** The default settings, as a record whose components carry {@code @Setting}. */
  default Record defaultSettings() {
    return NoSettings.INSTANCE;
  }

  /**
   * Starts a transport.
   *
   * @param settings a record of the class of {@link #defaultSettings()}
   * @throws dev.rookery.RookeryException if it cannot start; the message says what to do
   */
  Transport create(Record settings);
}
