package dev.rookery.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The type of a setting, and how values given from outside are read as one.
 *
 * @param one the type of the value, or of each entry of a list
 * @param isList whether it is a list
 */
record SettingType(Class<?> one, boolean isList) {

  static SettingType of(RecordComponent component) {
    if (component.getType() != List.class) {
      return new SettingType(component.getType(), false);
    }
    Type entry = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    if (entry instanceof WildcardType wildcard) { // as Kotlin may write it
      entry = wildcard.getUpperBounds()[0];
    }
    return new SettingType((Class<?>) entry, true);
  }

  /** The type in words, as in {@link SettingDescription#type}. */
  String words() {
    return isList ? "list of " + wordsForOne() + "s" : wordsForOne();
  }

  private String wordsForOne() {
    if (isInt() || one == long.class) {
      return "integer";
    } else if (isDouble()) {
      return "number";
    } else if (one == boolean.class) {
      return "boolean";
    }
    return one.isEnum() ? "choice" : "text";
  }

  /** The constants of an enum as users write them; empty for all else. */
  List<String> choices() {
    return one.isEnum()
        ? Arrays.stream(one.getEnumConstants()).map(constant -> label(constant.toString())).toList()
        : List.of();
  }

  /** An enum constant as users write it: {@code EPSILON_GREEDY} is {@code epsilon-greedy}. */
  static String label(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The lowest number that the type can hold. */
  long lowest() {
    return isInt() ? Integer.MIN_VALUE : Long.MIN_VALUE;
  }

  /** The highest number that the type can hold. */
  long highest() {
    return isInt() ? Integer.MAX_VALUE : Long.MAX_VALUE;
  }

  /**
   * Reads a value of this type.
   *
   * @throws ArithmeticException if it is an integer, but too large for the type
   * @throws IllegalArgumentException if it is nothing of the kind
   */
  Object read(Object given) {
    if (!isList) {
      return readOne(given);
    }
    List<Object> entries = new ArrayList<>();
    List<?> parts = given instanceof List<?> list ? list : SettingText.parse(given.toString());
    parts.forEach(part -> entries.add(readOne(part)));
    return List.copyOf(entries);
  }

  private Object readOne(Object given) {
    if (given == null || given instanceof List) {
      throw new IllegalArgumentException("not one value");
    } else if (one == String.class) {
      return given.toString();
    }
    String text = given.toString().strip();
    if (isInt()) {
      return (int) whole(text);
    } else if (one == long.class) {
      return whole(text);
    } else if (isDouble()) {
      return Double.parseDouble(text.replace("_", ""));
    } else if (one == boolean.class) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "on" -> true;
        case "false", "no", "off" -> false;
        default -> throw new IllegalArgumentException(text);
      };
    } else if (one.isEnum()) {
      String wanted = label(text);
      return Arrays.stream(one.getEnumConstants())
          .filter(constant -> label(constant.toString()).equals(wanted))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(text));
    }
    throw new IllegalStateException("no settings of type " + one.getName());
  }

  /** A whole number; {@code 1e6} and {@code 1_000_000} are ones. */
  private long whole(String text) {
    BigDecimal number = new BigDecimal(text.replace("_", ""));
    if (number.stripTrailingZeros().scale() > 0) {
      throw new NumberFormatException(text);
    }
    if (number.compareTo(BigDecimal.valueOf(lowest())) < 0
        || number.compareTo(BigDecimal.valueOf(highest())) > 0) {
      throw new ArithmeticException(text);
    }
    return number.longValueExact();
  }

  private boolean isInt() {
    return one == int.class || one == Integer.class;
  }

  private boolean isDouble() {
    return one == double.class || one == Double.class;
  }
}
