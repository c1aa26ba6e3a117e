package dev.rookery.cli.benchmark;

import dev.rookery.training.TrainingConfig;
import java.util.Map;

/**
 * A run of a benchmark, before it is made.
 *
 * @param suite its name
 * @param chosen the settings that were chosen for the benchmark, by {@code section.name}: all other
 *     settings are the algorithm's for the environment, and the suite's
 * @param config with every setting
 * @param command that makes the same run by itself
 */
public record PlannedRun(
    String suite, Map<String, String> chosen, TrainingConfig config, String command) {

  /** The algorithm's name. */
  public String algorithm() {
    return config.algorithm().name();
  }

  /** The environment's name. */
  public String environment() {
    return config.environment().name();
  }

  /** The run's seed. */
  public long seed() {
    return config.run().seed();
  }

  /** Its algorithm and the settings that were chosen, as reports call it. */
  public String label() {
    return RunLabel.of(algorithm(), chosen);
  }

  /** A name for its files: another for other settings or another seed. */
  public String key() {
    String key = name(environment() + "-" + algorithm());
    if (!chosen.isEmpty()) {
      String settings = RunLabel.settings(chosen);
      String readable = name(settings);
      // The hash tells apart what the letters that are left do not.
      key +=
          "-"
              + readable.substring(0, Math.min(readable.length(), 80))
              + "-"
              + Integer.toHexString(settings.hashCode());
    }
    return key + "-seed" + seed();
  }

  private static String name(String words) {
    return words.replaceAll("[^\\w.=-]+", "_");
  }
}
