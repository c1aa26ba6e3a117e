package dev.rookery.runtime.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value of a setting, and the place where it was given, for error messages.
 *
 * @param value a string, number, boolean or list
 * @param where the place, which goes before a message, for example {@code "run.yaml:4:3: "}; may be
 *     empty
 */
public record Given(Object value, String where) {

  /** A value without a place. */
  public static Given of(Object value) {
    return new Given(value, "");
  }

  /** Values without a place. */
  public static Map<String, Given> of(Map<String, ?> values) {
    Map<String, Given> given = new LinkedHashMap<>();
    values.forEach((name, value) -> given.put(name, of(value)));
    return given;
  }

  /** The values alone, in order. */
  static Map<String, Object> values(Map<String, Given> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    given.forEach((name, value) -> values.put(name, value.value()));
    return values;
  }
}
