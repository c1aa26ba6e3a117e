package dev.rookery.settings;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a record.
 *
 * @param component that holds its value
 * @param setting what is declared of it
 * @param type of its values
 */
record SettingComponent(RecordComponent component, Setting setting, SettingType type) {

  /**
   * The setting that a component is.
   *
   * @param ofParameter what the parameter of the record's constructor says; null if nothing
   */
  static SettingComponent of(RecordComponent component, @Nullable Setting ofParameter) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      setting = ofParameter == null ? inherited(component) : ofParameter;
    }
    return new SettingComponent(component, setting, SettingType.of(component));
  }

  /** From the record's interfaces; one that extends another comes before it. */
  private static Setting inherited(RecordComponent component) {
    String name = component.getName();
    List<Class<?>> all =
        interfaces(component.getDeclaringRecord())
            .distinct()
            .filter(type -> declared(type, name) != null)
            .toList();
    List<Class<?>> nearest =
        all.stream()
            .filter(type -> all.stream().noneMatch(o -> o != type && type.isAssignableFrom(o)))
            .toList();
    Setting setting = nearest.size() == 1 ? declared(nearest.get(0), name) : null;
    if (setting == null) {
      throw new IllegalStateException(
          "component %s of %s has %s"
              .formatted(
                  name,
                  component.getDeclaringRecord().getName(),
                  nearest.isEmpty() ? "no @Setting" : "a @Setting from each of " + nearest));
    }
    return setting;
  }

  private static Stream<Class<?>> interfaces(Class<?> type) {
    return Stream.of(type.getInterfaces())
        .flatMap(parent -> Stream.concat(Stream.of(parent), interfaces(parent)));
  }

  private static @Nullable Setting declared(Class<?> type, String name) {
    try {
      Method method = type.getDeclaredMethod(name);
      return method.getAnnotation(Setting.class);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  String name() {
    return component.getName();
  }

  SettingDescription describe(Record record) {
    return new SettingDescription(
        name(), type.words(), plainValue(record), range("", ""), type.choices(), setting.value());
  }

  /** The value in a record, as users see it: a number, boolean, string or list. */
  Object plainValue(Record record) {
    Object value = value(record);
    return value instanceof Enum<?> ? SettingType.label(value.toString()) : value;
  }

  /** The value in a record. */
  Object value(Record record) {
    return value(component, record);
  }

  static Object value(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /** The default. */
  Object defaultValue() {
    if (setting.defaultValue().equals(Setting.NO_DEFAULT)) {
      throw new IllegalStateException(
          "component %s of %s has no default"
              .formatted(name(), component.getDeclaringRecord().getName()));
    }
    return read(setting.defaultValue());
  }

  /**
   * A value that was given from outside.
   *
   * @throws SettingsException if there is none, or it is none of the setting's type
   */
  Object read(@Nullable Object given) {
    try {
      return type.read(present(given));
    } catch (ArithmeticException e) {
      String range = range("at least " + type.lowest(), "at most " + type.highest());
      throw new SettingsException(
          "setting '%s' must be %s, not %s".formatted(name(), range, given), e);
    } catch (IllegalArgumentException e) {
      String kind = (type.words().startsWith("i") ? "an " : "a ") + type.words();
      String choices =
          type.choices().isEmpty() ? "" : " among " + String.join(", ", type.choices());
      throw new SettingsException(
          "setting '%s' must be %s%s, not '%s'".formatted(name(), kind, choices, given), e);
    }
  }

  private Object present(@Nullable Object value) {
    if (value == null) {
      throw new SettingsException(
          "setting '%s' has no value; give one, or leave it out".formatted(name()));
    }
    return value;
  }

  /** Refuses a value that is missing or out of range. */
  Object checked(@Nullable Object value) {
    Object present = present(value);
    for (Object entry : present instanceof List<?> list ? list : List.of(present)) {
      if (entry instanceof Number number && !inRange(number.doubleValue())) {
        String range = range("", "");
        throw new SettingsException(
            "setting '%s' must be %s, not %s"
                .formatted(name(), range.isEmpty() ? "a number" : range, entry));
      }
    }
    return present;
  }

  private boolean inRange(double value) {
    boolean highEnough = setting.aboveMin() ? value > setting.min() : value >= setting.min();
    return highEnough && value <= setting.max();
  }

  /** The range in words, with what to say where an end is open. */
  private String range(String openLow, String openHigh) {
    String low =
        setting.min() == Double.NEGATIVE_INFINITY
            ? openLow
            : (setting.aboveMin() ? "above " : "at least ") + number(setting.min());
    String high =
        setting.max() == Double.POSITIVE_INFINITY ? openHigh : "at most " + number(setting.max());
    return low + (low.isEmpty() || high.isEmpty() ? "" : ", ") + high;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
