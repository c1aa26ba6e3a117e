package dev.rookery.cli.benchmark;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What runs that differ only in environment and seed are called. */
public final class RunLabel {

  private RunLabel() {}

  /** The algorithm, and the settings that were chosen: {@code dqn (double=true)}. */
  public static String of(String algorithm, Map<String, String> chosen) {
    return chosen.isEmpty() ? algorithm : "%s (%s)".formatted(algorithm, settings(chosen));
  }

  /** Settings in one line, those of the algorithm without their section. */
  public static String settings(Map<String, String> chosen) {
    return new TreeMap<>(chosen)
        .entrySet().stream()
            .map(e -> e.getKey().replaceFirst("^algorithm\\.", "") + "=" + e.getValue())
            .collect(Collectors.joining(", "));
  }
}
