package dev.rookery.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads and changes settings records by the names of their components.
 *
 * <p>Values given from outside may be strings, as from a command line, or numbers, booleans and
 * lists, as from a configuration file. Every change checks the ranges that {@link Setting} gives
 * and runs the record's own constructor, where checks across components live.
 */
public final class Settings {

  private Settings() {}

  /** Describes every component of {@code defaults}, in order. */
  public static List<SettingDescription> describe(Record defaults) {
    return components(defaults.getClass())
        .map(
            c ->
                new SettingDescription(
                    c.getName(),
                    typeName(c),
                    plain(read(defaults, c)),
                    range(c),
                    choices(c),
                    setting(c).value()))
        .toList();
  }

  /** The values by name, in order: numbers, booleans, strings and lists only. */
  public static Map<String, Object> toMap(Record settings) {
    Map<String, Object> map = new LinkedHashMap<>();
    components(settings.getClass()).forEach(c -> map.put(c.getName(), plain(read(settings, c))));
    return map;
  }

  /**
   * A copy of {@code base} with some values changed.
   *
   * @throws SettingsException if a name is unknown (it names the closest), a value cannot be read
   *     as the setting's type, is out of range, or the record's constructor refuses the combination
   */
  public static <R extends Record> R with(R base, Map<String, ?> changes) {
    List<RecordComponent> components = components(base.getClass()).toList();
    List<String> names = components.stream().map(RecordComponent::getName).toList();
    for (String name : changes.keySet()) {
      if (!names.contains(name)) {
        throw Names.unknown("setting", name, names);
      }
    }
    Object[] values = new Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      RecordComponent component = components.get(i);
      Object given = changes.get(component.getName());
      values[i] = given == null ? read(base, component) : convert(component, given);
      checkRange(component, values[i]);
    }
    return construct(base, components, values);
  }

  /** A copy of {@code base} with one value changed; see {@link #with(Record, Map)}. */
  public static <R extends Record> R with(R base, String name, Object value) {
    return with(base, Map.of(name, value));
  }

  private static Stream<RecordComponent> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents());
  }

  private static Setting setting(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException(
          "component %s of %s has no @Setting"
              .formatted(component.getName(), component.getDeclaringRecord().getName()));
    }
    return setting;
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  @SuppressWarnings("unchecked") // The constructor of base's class makes an R.
  private static <R extends Record> R construct(
      R base, List<RecordComponent> components, Object[] values) {
    try {
      Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = base.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (R) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SettingsException refused) {
        throw refused;
      }
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new SettingsException(String.valueOf(refused.getMessage()), refused);
      }
      throw new IllegalStateException("cannot make " + base.getClass().getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + base.getClass().getName(), e);
    }
  }

  private static Object convert(RecordComponent component, Object given) {
    try {
      Class<?> type = component.getType();
      if (type == List.class) {
        List<Object> entries = new ArrayList<>();
        for (Object entry : entries(given)) {
          entries.add(convertOne(elementType(component), entry));
        }
        return List.copyOf(entries);
      }
      return convertOne(type, given);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new SettingsException(
          "setting '%s' must be %s%s, not '%s'"
              .formatted(
                  component.getName(),
                  article(typeName(component)),
                  choices(component).isEmpty()
                      ? ""
                      : " among " + String.join(", ", choices(component)),
                  given),
          e);
    }
  }

  private static List<?> entries(Object given) {
    if (given instanceof List<?> list) {
      return list;
    }
    String text = given.toString().replaceAll("[\\[\\]\\s]", "");
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
  }

  private static Object convertOne(Class<?> type, Object given) {
    String text = given.toString().strip();
    if (type == int.class || type == Integer.class) {
      return Math.toIntExact(whole(text));
    } else if (type == long.class) {
      return whole(text);
    } else if (type == double.class || type == Double.class) {
      return Double.parseDouble(text.replace("_", ""));
    } else if (type == boolean.class) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "on" -> true;
        case "false", "no", "off" -> false;
        default -> throw new IllegalArgumentException(text);
      };
    } else if (type == String.class) {
      return text;
    } else if (type.isEnum()) {
      String wanted = label(text);
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> label(constant.toString()).equals(wanted))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(text));
    }
    throw new IllegalStateException("no settings of type " + type.getName());
  }

  /** A whole number; {@code 1e6} and {@code 1_000_000} are ones. */
  private static long whole(String text) {
    return new java.math.BigDecimal(text.replace("_", "")).longValueExact();
  }

  private static Class<?> elementType(RecordComponent component) {
    return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
  }

  private static void checkRange(RecordComponent component, Object value) {
    List<?> numbers = value instanceof List<?> list ? list : List.of(value);
    Setting setting = setting(component);
    for (Object entry : numbers) {
      if (entry instanceof Number number) {
        double v = number.doubleValue();
        boolean low = setting.aboveMin() ? v > setting.min() : v >= setting.min();
        if (!low || !(v <= setting.max())) {
          String range = range(component);
          throw new SettingsException(
              "setting '%s' must be %s, not %s"
                  .formatted(component.getName(), range.isEmpty() ? "a number" : range, entry));
        }
      }
    }
  }

  private static String range(RecordComponent component) {
    Setting setting = setting(component);
    List<String> parts = new ArrayList<>();
    if (setting.min() != Double.NEGATIVE_INFINITY) {
      parts.add((setting.aboveMin() ? "above " : "at least ") + number(setting.min()));
    }
    if (setting.max() != Double.POSITIVE_INFINITY) {
      parts.add("at most " + number(setting.max()));
    }
    return String.join(", ", parts);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static List<String> choices(RecordComponent component) {
    return component.getType().isEnum()
        ? Arrays.stream(component.getType().getEnumConstants())
            .map(constant -> label(constant.toString()))
            .toList()
        : List.of();
  }

  private static String typeName(RecordComponent component) {
    return component.getType() == List.class
        ? "list of " + typeName(elementType(component)) + "s"
        : typeName(component.getType());
  }

  private static String typeName(Class<?> type) {
    if (type == int.class || type == long.class || type == Integer.class) {
      return "integer";
    } else if (type == double.class || type == Double.class) {
      return "number";
    } else if (type == boolean.class) {
      return "boolean";
    }
    return type.isEnum() ? "choice" : "text";
  }

  private static String article(String noun) {
    return (noun.startsWith("i") ? "an " : "a ") + noun;
  }

  private static Object plain(Object value) {
    return value instanceof Enum<?> ? label(value.toString()) : value;
  }

  /** An enum constant as users write it: {@code EPSILON_GREEDY} is {@code epsilon-greedy}. */
  private static String label(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
