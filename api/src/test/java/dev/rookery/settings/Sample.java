package dev.rookery.settings;

import java.util.List;

/** A settings record with a component of every type, for tests. */
record Sample(
    @Setting(value = "A count.", min = 1, max = 10) int count,
    @Setting(value = "A large count.", min = 0) long total,
    @Setting(value = "A rate.", min = 0, max = 1, aboveMin = true) double rate,
    @Setting("Any number.") double free,
    @Setting("On or off.") boolean enabled,
    @Setting("A name.") String label,
    @Setting("How to explore.") Exploration exploration,
    @Setting(value = "Sizes.", min = 1, max = 100) List<Integer> sizes,
    @Setting(value = "Weights.", min = -1) List<Double> weights,
    @Setting("Sinks.") List<String> sinks) {

  enum Exploration {
    EPSILON_GREEDY,
    BOLTZMANN
  }

  static final Sample DEFAULTS =
      new Sample(
          2,
          5,
          0.5,
          0,
          false,
          "plain",
          Exploration.EPSILON_GREEDY,
          List.of(64, 32),
          List.of(0.5),
          List.of("csv"));

  Sample {
    if (count > total) {
      throw new SettingsException("count %d is above total %d".formatted(count, total));
    }
    if (label.isEmpty()) {
      throw new IllegalArgumentException("label must not be empty");
    }
  }
}
