package dev.rookery.core.settings;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * What a loss of a policy and its values is made of, besides the policy's own.
 *
 * @param <C> the record that has them
 */
public interface ActorCriticLossSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(value = "Weight of the value's loss.", min = 0, max = 1000, defaultValue = "0.5")
  double valueCoefficient();

  /** With another {@link #valueCoefficient()}. */
  default C withValueCoefficient(double value) {
    return with("valueCoefficient", value);
  }

  @Setting(
      value = "Weight of the policy's entropy, which is rewarded.",
      min = 0,
      max = 1000,
      defaultValue = "0")
  double entropyCoefficient();

  /** With another {@link #entropyCoefficient()}. */
  default C withEntropyCoefficient(double value) {
    return with("entropyCoefficient", value);
  }

  @Setting(
      value = "Give the advantages of each batch mean 0 and deviation 1.",
      defaultValue = "false")
  boolean normalizeAdvantages();

  /** With another {@link #normalizeAdvantages()}. */
  default C withNormalizeAdvantages(boolean value) {
    return with("normalizeAdvantages", value);
  }

  @Setting(
      value =
          "Divide rewards by the deviation of the returns of all episodes so far, and cut them to ±10.",
      defaultValue = "false")
  boolean normalizeRewards();

  /** With another {@link #normalizeRewards()}. */
  default C withNormalizeRewards(boolean value) {
    return with("normalizeRewards", value);
  }
}
