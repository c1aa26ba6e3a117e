package dev.rookery.core.settings;

import java.util.List;
import java.util.Map;

/**
 * What value-based algorithms are tuned to for MinAtar: one batch of 32 every four frames, replay
 * of 100,000 rows, Adam with a large epsilon, as in "Revisiting Rainbow" (Obando-Ceron and Castro
 * 2021) and Dopamine's settings for MinAtar; the hidden layer is that of Young and Tian (2019).
 */
public final class MinAtarSettings {

  private static final String PREFIX = "MinAtar/";

  private MinAtarSettings() {}

  /** Whether an environment is one of MinAtar's games. */
  public static boolean isFor(String environment) {
    return environment.startsWith(PREFIX);
  }

  /** The settings, by name. */
  public static Map<String, Object> tuned() {
    return Map.of(
        "hiddenLayers", List.of(128),
        "batchSize", 32,
        "samplesPerInsert", 8.0,
        "learningRate", 2.5e-4,
        "optimizerEpsilon", 3.125e-4,
        "targetUpdateInterval", 250,
        "newestShare", 1.0,
        "epsilonEnd", 0.01,
        "epsilonSteps", 250_000L);
  }
}
