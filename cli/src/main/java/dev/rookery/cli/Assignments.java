package dev.rookery.cli;

import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.Given;
import dev.rookery.settings.Names;
import dev.rookery.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings as they stand on a command line. */
final class Assignments {

  /** What a setting's prefix may be; without one it is the algorithm's. */
  private static final List<String> SECTIONS =
      List.of("algorithm", "environment", "transport", "run");

  private Assignments() {}

  /**
   * Takes {@code [section.]key=value} apart; the last of several values for one key counts.
   *
   * @return settings by section
   */
  static Map<String, Map<String, Given>> parse(List<String> assignments) {
    Map<String, Map<String, Given>> sections = new LinkedHashMap<>();
    SECTIONS.forEach(section -> sections.put(section, new LinkedHashMap<>()));
    for (String assignment : assignments) {
      String[] sides = sides("--set", assignment);
      int dot = sides[0].indexOf('.');
      String section = dot < 0 ? "algorithm" : sides[0].substring(0, dot);
      Map<String, Given> settings = sections.get(section);
      if (settings == null) {
        throw new SettingsException(
            "--set %s: %s"
                .formatted(assignment, Names.unknown("section", section, SECTIONS).getMessage()));
      }
      settings.put(
          sides[0].substring(dot + 1), new Given(sides[1], "--set %s: ".formatted(assignment)));
    }
    return sections;
  }

  /** Takes {@code name[:key=value[,key=value…]]} apart; a value may hold commas of its own. */
  static ConfigLayer.Section wrapper(String text) {
    int colon = text.indexOf(':');
    String where = "--wrap %s: ".formatted(text);
    if (colon < 0) {
      return new ConfigLayer.Section(new Given(text, where), Map.of());
    }
    Map<String, Given> settings = new LinkedHashMap<>();
    for (String assignment : text.substring(colon + 1).split(",(?=\\s*\\w+=)", -1)) {
      String[] sides = sides("--wrap", assignment);
      settings.put(sides[0], new Given(sides[1], where));
    }
    return new ConfigLayer.Section(new Given(text.substring(0, colon), where), settings);
  }

  private static String[] sides(String option, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new SettingsException("%s needs key=value, not '%s'".formatted(option, assignment));
    }
    return new String[] {
      assignment.substring(0, equals).strip(), assignment.substring(equals + 1).strip()
    };
  }
}
