package dev.rookery.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A plugin by name, and the settings that differ from its defaults.
 *
 * @param name as its provider gives it
 * @param settings by name, in order; strings, numbers, booleans or lists
 */
public record NamedSettings(String name, Map<String, Object> settings) {

  /** Keeps an immutable copy of the settings, in their order. */
  public NamedSettings {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** With the plugin's defaults. */
  public static NamedSettings of(String name) {
    return new NamedSettings(name, Map.of());
  }
}
