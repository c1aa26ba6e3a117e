package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * How gradients move parameters, whatever the step size.
 *
 * @param <C> the record that has them
 */
public interface GradientSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(value = "Optimizer's epsilon.", min = 0, aboveMin = true, defaultValue = "1e-8")
  double optimizerEpsilon();

  /** With another {@link #optimizerEpsilon()}. */
  default C withOptimizerEpsilon(double value) {
    return with("optimizerEpsilon", value);
  }

  @Setting(
      value = "Gradients with a larger Euclidean norm are scaled down to it; infinity: never.",
      min = 0,
      aboveMin = true,
      defaultValue = "Infinity")
  double maximumGradientNorm();

  /** With another {@link #maximumGradientNorm()}. */
  default C withMaximumGradientNorm(double value) {
    return with("maximumGradientNorm", value);
  }
}
