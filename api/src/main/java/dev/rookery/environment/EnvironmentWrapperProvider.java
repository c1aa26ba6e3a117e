package dev.rookery.environment;

import dev.rookery.settings.NoSettings;

/**
 * Makes environment wrappers of one name, for users to put around any environment by configuration;
 * found with {@link java.util.ServiceLoader}.
 */
public interface EnvironmentWrapperProvider {

  /** The name that users type, for example {@code frame-stack}. */
  String name();

  /** One line for people: what it changes. */
  String description();

  /** The default settings, as a record whose components carry {@code @Setting}. */
  default Record defaultSettings() {
    return NoSettings.INSTANCE;
  }

  /**
   * Wraps an environment.
   *
   * @param inner the wrapper owns it
   * @param settings a record of the class of {@link #defaultSettings()}
   * @throws dev.rookery.settings.SettingsException if it does not fit the environment's spaces
   */
  Environment wrap(Environment inner, Record settings);
}
