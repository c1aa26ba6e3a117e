package dev.rookery.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lists as text: {@code [64, 32]}. The brackets may be left out. An entry that has a comma, quote,
 * bracket or backslash in it, or a space at an end, or nothing, stands in double quotes, in which a
 * backslash goes before a quote or backslash.
 */
final class SettingText {

  private final String text;
  private int next;

  private SettingText(String text) {
    this.text = text;
  }

  /** The text that {@link #parse} reads as this list. */
  static String format(List<?> entries) {
    return entries.stream()
        .map(entry -> quoteIfNeeded(entry.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoteIfNeeded(String entry) {
    boolean plain = entry.equals(entry.strip()) && entry.matches("(?s)[^,\"\\[\\]\\\\]+");
    return plain ? entry : '"' + entry.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * The entries of a list.
   *
   * @throws IllegalArgumentException if quotes are not where they should be
   */
  static List<String> parse(String list) {
    String text = list.strip();
    if (text.startsWith("[") && text.endsWith("]")) {
      text = text.substring(1, text.length() - 1).strip();
    }
    return text.isEmpty() ? List.of() : new SettingText(text).entries();
  }

  private List<String> entries() {
    List<String> entries = new ArrayList<>();
    do {
      skipSpaces();
      entries.add(next < text.length() && text.charAt(next) == '"' ? quoted() : plain());
    } while (next++ < text.length());
    return entries;
  }

  /** Up to the next comma, which it leaves. */
  private String plain() {
    int comma = text.indexOf(',', next);
    int end = comma < 0 ? text.length() : comma;
    String entry = text.substring(next, end).strip();
    next = end;
    return entry;
  }

  private String quoted() {
    StringBuilder entry = new StringBuilder();
    for (next++; next < text.length() && text.charAt(next) != '"'; next++) {
      if (text.charAt(next) == '\\') {
        next++;
      }
      if (next < text.length()) {
        entry.append(text.charAt(next));
      }
    }
    next++;
    skipSpaces();
    boolean ends = next == text.length() || (next < text.length() && text.charAt(next) == ',');
    if (!ends) {
      throw new IllegalArgumentException("a quote is missing, or one too many");
    }
    return entry.toString();
  }

  private void skipSpaces() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
  }
}
