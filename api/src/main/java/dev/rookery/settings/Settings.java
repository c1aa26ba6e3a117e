package dev.rookery.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes, reads and changes settings records by the names of their components.
 *
 * <p>Values given from outside may be strings, as from a command line, or numbers, booleans and
 * lists, as from a configuration file. Every change checks the ranges that {@link Setting} gives
 * and runs the record's own constructor, where checks across components live.
 */
public final class Settings {

  private Settings() {}

  /**
   * A record of default values, as {@link Setting#defaultValue} gives them.
   *
   * @throws IllegalStateException if a setting has no default
   */
  public static <R extends Record> R defaults(Class<R> type) {
    return RecordType.of(type).make(SettingComponent::defaultValue, Explicit.NONE);
  }

  /**
   * A record of default values, some of which are others than {@link Setting#defaultValue} gives
   * for all records that share the setting. They are what the class has by default: none of them
   * counts as chosen.
   *
   * @param changes changes what is different, by the record's own methods
   */
  public static <R extends Record> R defaults(Class<R> type, UnaryOperator<R> changes) {
    R changed = changes.apply(defaults(type));
    return RecordType.of(type).make(setting -> setting.value(changed), Explicit.NONE);
  }

  /** Describes every setting of {@code defaults}, in order. */
  public static List<SettingDescription> describe(Record defaults) {
    return settings(defaults).map(setting -> setting.describe(defaults)).toList();
  }

  /** The values by name, in order: numbers, booleans, strings and lists only. */
  public static Map<String, Object> toMap(Record record) {
    return toMap(record, Explicit.ALL);
  }

  /** Those values of {@link #toMap(Record)} that were chosen. */
  public static Map<String, Object> toMap(Record record, Explicit chosen) {
    Map<String, Object> map = new LinkedHashMap<>();
    settings(record)
        .filter(setting -> chosen.includes(setting.name()))
        .forEach(setting -> map.put(setting.name(), setting.plainValue(record)));
    return map;
  }

  /** The text that {@link #with} reads as this value of {@link #toMap}. */
  public static String text(Object value) {
    return value instanceof List<?> list ? SettingText.format(list) : value.toString();
  }

  /**
   * A copy of {@code base} with some values changed.
   *
   * @throws SettingsException if a name is unknown (it names the closest), a value cannot be read
   *     as the setting's type, is out of range, or the record's constructor refuses the combination
   */
  public static <R extends Record> R with(R base, Map<String, ?> changes) {
    RecordType<R> settings = typeOf(base);
    settings.checkNames(changes.keySet());
    return settings.make(
        setting ->
            changes.containsKey(setting.name())
                ? setting.read(changes.get(setting.name()))
                : setting.value(base),
        settings.explicit(base).and(changes.keySet()));
  }

  /** A copy of {@code base} with one value changed; see {@link #with(Record, Map)}. */
  public static <R extends Record> R with(R base, String name, @Nullable Object value) {
    return with(base, Collections.singletonMap(name, value));
  }

  private static Stream<SettingComponent> settings(Record record) {
    return typeOf(record).settings().stream();
  }

  @SuppressWarnings("unchecked") // The class of an R.
  private static <R extends Record> RecordType<R> typeOf(R record) {
    return RecordType.of((Class<R>) record.getClass());
  }
}
