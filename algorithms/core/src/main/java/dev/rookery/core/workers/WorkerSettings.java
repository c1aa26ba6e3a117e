package dev.rookery.core.workers;

import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsRecord;

/**
 * How workers share what they learn.
 *
 * @param <C> the record that has them
 */
public interface WorkerSettings<C extends Record> extends SettingsRecord<C> {

  @Setting(
      value =
          "How workers share: each applies its gradients to the common parameters, or sends them; or in rounds, with the mean of gradients or of weights.",
      defaultValue = "gradients")
  Aggregation aggregation();

  /** With another {@link #aggregation()}. */
  default C withAggregation(Aggregation value) {
    return with("aggregation", value);
  }

  @Setting(
      value =
          "Where weights are averaged: how often each worker learns in between what it otherwise shares at once.",
      min = 1,
      max = 65536,
      defaultValue = "4")
  int averagingInterval();

  /** With another {@link #averagingInterval()}. */
  default C withAveragingInterval(int value) {
    return with("averagingInterval", value);
  }
}
