package dev.rookery.cli.benchmark;

import dev.rookery.settings.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seeds as text: {@code 1,2,3}, {@code 1-5}, or both. */
public final class SeedList {

  private static final Pattern PART = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");
  private static final int MOST = 1000;

  private SeedList() {}

  /**
   * Reads seeds.
   *
   * @throws SettingsException if the text is no such list, has a seed twice, or has more than a
   *     thousand
   */
  public static List<Long> parse(String text) {
    Set<Long> seeds = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      Matcher range = PART.matcher(part.strip());
      if (!range.matches()) {
        throw new SettingsException("seeds must be like 1,2,3 or 1-5, not '%s'".formatted(text));
      }
      long first = Long.parseLong(range.group(1));
      long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
      if (last < first || last - first >= MOST) {
        throw new SettingsException(
            "seeds '%s' must go up, to at most %s of them".formatted(part.strip(), MOST));
      }
      for (long seed = first; seed <= last; seed++) {
        if (!seeds.add(seed)) {
          throw new SettingsException("seeds '%s' have %s twice".formatted(text, seed));
        }
      }
    }
    if (seeds.size() > MOST) {
      throw new SettingsException(
          "%s seeds are too many: at most %s".formatted(seeds.size(), MOST));
    }
    return new ArrayList<>(seeds);
  }
}
