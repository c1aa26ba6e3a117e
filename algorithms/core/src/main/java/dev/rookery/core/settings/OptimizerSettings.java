package dev.rookery.core.settings;

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.settings.Setting;

/**
 * The optimizer of one network, and its step size.
 *
 * @param <C> the record that has them
 */
public interface OptimizerSettings<C extends Record> extends GradientSettings<C> {

  @Setting(value = "Which optimizer moves the parameters.", defaultValue = "adam")
  OptimizerKind optimizer();

  /** With another {@link #optimizer()}. */
  default C withOptimizer(OptimizerKind value) {
    return with("optimizer", value);
  }

  @Setting(
      value = "Step size of the optimizer at the start.",
      min = 0,
      max = 10,
      defaultValue = "1e-3")
  double learningRate();

  /** With another {@link #learningRate()}. */
  default C withLearningRate(double value) {
    return with("learningRate", value);
  }

  @Setting(
      value = "Step size of the optimizer after its schedule.",
      min = 0,
      max = 10,
      defaultValue = "0")
  double finalLearningRate();

  /** With another {@link #finalLearningRate()}. */
  default C withFinalLearningRate(double value) {
    return with("finalLearningRate", value);
  }

  @Setting(
      value =
          "Updates over which the step size changes in a straight line; 0: those of the whole run.",
      min = 0,
      defaultValue = "0")
  long learningRateSteps();

  /** With another {@link #learningRateSteps()}. */
  default C withLearningRateSteps(long value) {
    return with("learningRateSteps", value);
  }
}
