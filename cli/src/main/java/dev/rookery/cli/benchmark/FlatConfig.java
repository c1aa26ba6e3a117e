package dev.rookery.cli.benchmark;

import dev.rookery.settings.Settings;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.TrainingConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A configuration as one table of texts, which can be compared and stands in records. */
public final class FlatConfig {

  private static final String SEED = "run.seed";

  private FlatConfig() {}

  /**
   * Every setting, as {@code algorithm.learningRate} and so on, beside the names {@code algorithm},
   * {@code environment} and {@code transport}, and {@code wrappers} if there are any.
   *
   * @param config with every setting
   */
  static Map<String, String> of(TrainingConfig config) {
    Map<String, String> flat = new LinkedHashMap<>();
    put(flat, "algorithm", config.algorithm());
    put(flat, "environment", config.environment());
    if (!config.wrappers().isEmpty()) {
      flat.put(
          "wrappers",
          config.wrappers().stream()
              .map(wrapper -> wrapper.name() + wrapper.settings())
              .collect(Collectors.joining(", ")));
    }
    put(flat, "transport", config.transport());
    put(flat, "run", Settings.toMap(config.run()));
    return flat;
  }

  /**
   * The name of a setting other than the seed that has different values in two tables. One that
   * only one of them has does not count: it is new, and the other was made before there was it.
   */
  public static Optional<String> difference(Map<String, String> one, Map<String, String> other) {
    return one.entrySet().stream()
        .filter(setting -> !setting.getKey().equals(SEED))
        .filter(s -> !other.getOrDefault(s.getKey(), s.getValue()).equals(s.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static void put(Map<String, String> flat, String section, NamedSettings plugin) {
    flat.put(section, plugin.name());
    put(flat, section, plugin.settings());
  }

  private static void put(Map<String, String> flat, String section, Map<String, Object> settings) {
    settings.forEach((name, value) -> flat.put(section + "." + name, Settings.text(value)));
  }
}
