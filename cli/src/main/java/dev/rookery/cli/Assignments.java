package dev.rookery.cli;

import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.Given;
import dev.rookery.settings.Names;
import dev.rookery.settings.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings that the options {@code --set} and {@code --wrap} give. */
final class Assignments {

  /** What a setting's prefix may be; without one it is the algorithm's. */
  private static final List<String> SECTIONS =
      List.of("algorithm", "environment", "transport", "run");

  private static final String QUOTED = "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"";

  /**
   * A text in quotes, or a list in brackets; or, as group 1, a comma before the next {@code key=}.
   */
  private static final Pattern NEXT =
      Pattern.compile(
          QUOTED + "|\\[(?:" + QUOTED + "|[^\\]\"])*+\\]|(,)(?=\\s*\\w+=)", Pattern.DOTALL);

  private final Map<String, Map<String, Given>> sections = new LinkedHashMap<>();

  private Assignments() {
    SECTIONS.forEach(section -> sections.put(section, new LinkedHashMap<>()));
  }

  /**
   * Reads {@code [section.]key=value}, where the value is all that follows, blanks included; the
   * last of several values for one key counts.
   *
   * @throws SettingsException if there is no value or no such section
   */
  static Assignments parse(List<String> texts) {
    Assignments assignments = new Assignments();
    for (String text : texts) {
      String[] sides = sides("--set", text);
      int dot = sides[0].indexOf('.');
      String section = dot < 0 ? "algorithm" : sides[0].substring(0, dot);
      if (!SECTIONS.contains(section)) {
        throw new SettingsException(
            "--set %s: %s"
                .formatted(text, Names.unknown("section", section, SECTIONS).getMessage()));
      }
      assignments
          .of(section)
          .put(sides[0].substring(dot + 1), new Given(sides[1], "--set %s: ".formatted(text)));
    }
    return assignments;
  }

  /** One section's settings. */
  Map<String, Given> of(String section) {
    return Objects.requireNonNull(sections.get(section));
  }

  /** The settings, as {@code section.key}. */
  Stream<String> names() {
    return sections.entrySet().stream()
        .flatMap(
            section -> section.getValue().keySet().stream().map(k -> section.getKey() + "." + k));
  }

  /**
   * Reads {@code name[:key=value[,key=value…]]}. A value ends at a comma before the next {@code
   * key=}, unless the comma stands between double quotes or brackets, which are part of the value.
   */
  static ConfigLayer.Section wrapper(String text) {
    int colon = text.indexOf(':');
    String where = "--wrap %s: ".formatted(text);
    if (colon < 0) {
      return new ConfigLayer.Section(new Given(text, where), Map.of());
    }
    Map<String, Given> settings = new LinkedHashMap<>();
    for (String assignment : split(text.substring(colon + 1))) {
      String[] sides = sides("--wrap", assignment);
      settings.put(sides[0], new Given(sides[1], where));
    }
    return new ConfigLayer.Section(new Given(text.substring(0, colon), where), settings);
  }

  private static List<String> split(String assignments) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    Matcher matcher = NEXT.matcher(assignments);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        parts.add(assignments.substring(start, matcher.start()));
        start = matcher.end();
      }
    }
    parts.add(assignments.substring(start));
    return parts;
  }

  private static String[] sides(String option, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new SettingsException("%s needs key=value, not '%s'".formatted(option, assignment));
    }
    return new String[] {assignment.substring(0, equals).strip(), assignment.substring(equals + 1)};
  }
}
