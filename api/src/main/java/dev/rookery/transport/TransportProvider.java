package dev.rookery.transport;

import dev.rookery.settings.NoSettings;
import dev.rookery.settings.SettingsException;

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
   * Starts a transport; in a run, the learner's process does so.
   *
   * @param settings a record of the class of {@link #defaultSettings()}
   * @throws dev.rookery.RookeryException if it cannot start; the message says what to do
   */
  Transport create(Record settings);

  /**
   * Joins a transport that another process has created, or is yet to create; does not wait for it.
   *
   * @param settings a record of the class of {@link #defaultSettings()}, for example from {@link
   *     Transport#invitation()}
   * @throws SettingsException if this transport does not reach other processes
   * @throws dev.rookery.RookeryException if it cannot start; the message says what to do
   */
  default Transport join(Record settings) {
    throw new SettingsException(
        "transport '%s' does not reach other processes: choose one that does, for example aeron"
            .formatted(name()));
  }
}
