package dev.rookery.algorithm;

import java.util.Map;

/**
 * Makes algorithms of one name; found with {@link java.util.ServiceLoader}.
 *
 * @param <C> the record of the algorithm's settings
 */
public interface AlgorithmProvider<C extends Record & AlgorithmConfig> {

  /** The name that users type, for example {@code dqn}. */
  String name();

  /** One line for people: what it is, and the paper. */
  String description();

  /** The default settings. */
  C defaultSettings();

  /**
   * Makes the algorithm for one environment's spaces.
   *
   * @throws dev.rookery.settings.SettingsException if the settings contradict each other, or the
   *     algorithm cannot handle the spaces
   */
  Algorithm create(C settings, AlgorithmContext context);

  /**
   * Settings that suit one environment better than the defaults, by name. A user's own settings
   * come before these, these before the defaults.
   *
   * @param environment the environment's name
   */
  default Map<String, Object> tunedFor(String environment) {
    return Map.of();
  }
}
