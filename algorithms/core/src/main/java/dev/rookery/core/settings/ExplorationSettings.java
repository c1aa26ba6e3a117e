package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * How actors explore, less and less with the steps of the run.
 *
 * @param <C> the record that has them
 */
public interface ExplorationSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value =
          "How actors explore; with noise, they take the best action by noisy layers, and random ones by epsilon where layers are not noisy.",
      defaultValue = "epsilon-greedy")
  ExplorationKind exploration();

  /** With another {@link #exploration()}. */
  default C withExploration(ExplorationKind value) {
    return with("exploration", value);
  }

  @Setting(
      value =
          "Temperature of Boltzmann exploration at the start, in units of values; it falls to 0 over epsilonSteps.",
      min = 0,
      defaultValue = "1")
  double temperature();

  /** With another {@link #temperature()}. */
  default C withTemperature(double value) {
    return with("temperature", value);
  }

  @Setting(value = "Chance of a random action at the start.", min = 0, max = 1, defaultValue = "1")
  double epsilonStart();

  /** With another {@link #epsilonStart()}. */
  default C withEpsilonStart(double value) {
    return with("epsilonStart", value);
  }

  @Setting(
      value = "Chance of a random action after its schedule.",
      min = 0,
      max = 1,
      defaultValue = "0.05")
  double epsilonEnd();

  /** With another {@link #epsilonEnd()}. */
  default C withEpsilonEnd(double value) {
    return with("epsilonEnd", value);
  }

  @Setting(
      value = "Environment steps over which that chance falls in a straight line.",
      min = 0,
      defaultValue = "10_000")
  long epsilonSteps();

  /** With another {@link #epsilonSteps()}. */
  default C withEpsilonSteps(long value) {
    return with("epsilonSteps", value);
  }
}
