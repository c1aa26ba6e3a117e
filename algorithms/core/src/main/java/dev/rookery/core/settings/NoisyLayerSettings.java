package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * Noisy dense layers, whose noise explores (Fortunato et al. 2018).
 *
 * @param <C> the record that has them
 */
public interface NoisyLayerSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value = "Dense layers have learned noise on their weights (Fortunato et al. 2018).",
      defaultValue = "false")
  boolean noisy();

  /** With another {@link #noisy()}. */
  default C withNoisy(boolean value) {
    return with("noisy", value);
  }

  @Setting(
      value = "First deviation of that noise, times the square root of a layer's inputs.",
      min = 0,
      max = 10,
      aboveMin = true,
      defaultValue = "0.5")
  double noisySigma();

  /** With another {@link #noisySigma()}. */
  default C withNoisySigma(double value) {
    return with("noisySigma", value);
  }

  @Setting(
      value = "Steps that an actor keeps what it has drawn, noise or quantile levels.",
      min = 1,
      max = 1_000_000,
      defaultValue = "1")
  int drawInterval();

  /** With another {@link #drawInterval()}. */
  default C withDrawInterval(int value) {
    return with("drawInterval", value);
  }
}
