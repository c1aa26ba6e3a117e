package dev.rookery.algorithm;

import java.util.Map;
import java.util.TreeMap;

/** Makes algorithms of one name; found with {@link java.util.ServiceLoader}. */
public interface AlgorithmProvider {

  /** The name that users type, for example {@code dqn}. */
  String name();

  /** One line for people: what it is, and the paper. */
  String description();

  /** The default settings: a record whose class implements {@link AlgorithmConfig}. */
  Record defaultSettings();

  /**
   * Makes the algorithm for one environment's spaces.
   *
   * @param settings a record of the class of {@link #defaultSettings()}
   * @throws dev.rookery.settings.SettingsException if the settings contradict each other, or the
   *     algorithm cannot handle the spaces
   */
  Algorithm create(Record settings, AlgorithmContext context);

  /**
   * Settings that suit one environment better than the defaults, by name. A user's own settings
   * come before these, these before the defaults.
   *
   * @param environment the environment's name
   */
  default Map<String, Object> tunedFor(String environment) {
    return new TreeMap<>();
  }
}
