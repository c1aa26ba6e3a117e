package dev.rookery.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Messages for names that nobody knows: the closest match, and the names there are. */
public final class Names {

  private Names() {}

  /**
   * The error for an unknown name.
   *
   * @param kind what was looked for, for example {@code "environment"}
   * @param name what was asked for
   * @param known the names there are
   */
  public static SettingsException unknown(String kind, String name, Collection<String> known) {
    String hint = closest(name, known).map(c -> "; did you mean '" + c + "'?").orElse(".");
    String list =
        known.isEmpty() ? " There is none." : " Known: " + String.join(", ", new TreeSet<>(known));
    return new SettingsException("unknown %s '%s'%s%s".formatted(kind, name, hint, list));
  }

  /** The known name most like {@code name}, if any is like it at all. */
  public static Optional<String> closest(String name, Collection<String> known) {
    String wanted = plain(name);
    return known.stream()
        .min(
            Comparator.comparingInt((String k) -> distance(wanted, plain(k))).thenComparing(k -> k))
        .filter(k -> distance(wanted, plain(k)) <= Math.max(2, wanted.length() / 2));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** Levenshtein's distance: insertions, deletions and replacements. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], diagonal));
      }
    }
    return row[b.length()];
  }
}
