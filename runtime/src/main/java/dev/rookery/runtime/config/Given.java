package dev.rookery.runtime.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value that somebody gave, and where, so that a complaint can point at it.
 *
 * @param value a string, number, boolean or list
 * @param where goes before a complaint, for example {@code "run.yaml:4:3: "}; may be empty
 */
public record Given(Object value, String where) {

  /** A value from nowhere in particular. */
  public static Given of(Object value) {
    return new Given(value, "");
  }

  /** Values from nowhere in particular. */
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
