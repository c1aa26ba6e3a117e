package dev.rookery.cli.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes run directories for tests. */
final class Runs {

  private Runs() {}

  /** A run directory with these two files; without a configuration if {@code config} is empty. */
  static Path make(Path parent, String name, String config, String csv) throws IOException {
    Path run = Files.createDirectories(parent.resolve(name));
    if (!config.isEmpty()) {
      Files.writeString(run.resolve("config.yaml"), config);
    }
    Files.writeString(run.resolve("metrics.csv"), csv);
    return run;
  }

  /** A configuration of an algorithm with one setting, on an environment. */
  static String config(String algorithm, double learningRate, String environment, int seed) {
    return """
        algorithm:
          name: %s
          settings: {learningRate: %s}
        environment: {name: %s, settings: {}}
        wrappers: []
        run: {seed: %d}
        """
        .formatted(algorithm, learningRate, environment, seed);
  }
}
