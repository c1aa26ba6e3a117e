package dev.rookery.core.settings;

import dev.rookery.core.network.Activation;
import dev.rookery.settings.Setting;

/**
 * The network of a policy and its values, and the distribution of its actions.
 *
 * @param <C> the record that has them
 */
public interface PolicyNetworkSettings<C extends Record> extends NetworkSettings<C> {

  @Setting(value = "What follows hidden layers.", defaultValue = "tanh")
  Activation activation();

  /** With another {@link #activation()}. */
  default C withActivation(Activation value) {
    return with("activation", value);
  }

  @Setting(
      value =
          "Give each number of an observation mean 0 and deviation 1, by all that were seen so far.",
      defaultValue = "false")
  boolean normalizeObservations();

  /** With another {@link #normalizeObservations()}. */
  default C withNormalizeObservations(boolean value) {
    return with("normalizeObservations", value);
  }

  @Setting(
      value = "Continuous actions never reach their bounds, by a hyperbolic tangent.",
      defaultValue = "false")
  boolean squashed();

  /** With another {@link #squashed()}. */
  default C withSquashed(boolean value) {
    return with("squashed", value);
  }

  @Setting(
      value = "First standard deviation of continuous actions, where half their range is 1.",
      min = 0,
      aboveMin = true,
      max = 100,
      defaultValue = "1")
  double firstDeviation();

  /** With another {@link #firstDeviation()}. */
  default C withFirstDeviation(double value) {
    return with("firstDeviation", value);
  }

  @Setting(
      value =
          "Explore continuous actions by noise that is a function of the state, and the same one for several steps (gSDE).",
      defaultValue = "false")
  boolean stateDependentNoise();

  /** With another {@link #stateDependentNoise()}. */
  default C withStateDependentNoise(boolean value) {
    return with("stateDependentNoise", value);
  }

  @Setting(
      value = "Steps after which that function is drawn anew, in each environment for itself.",
      min = 1,
      max = 1048576,
      defaultValue = "8")
  int noiseInterval();

  /** With another {@link #noiseInterval()}. */
  default C withNoiseInterval(int value) {
    return with("noiseInterval", value);
  }
}
