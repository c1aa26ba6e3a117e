package dev.rookery.core.value;

import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.core.settings.NetworkSettings;
import dev.rookery.core.settings.PrioritySettings;
import dev.rookery.core.settings.ReplaySettings;
import dev.rookery.core.settings.ReturnSettings;

/**
 * The settings that all value-based algorithms have.
 *
 * @param <C> the record that has them
 */
public interface ValueConfig<C extends Record>
    extends AlgorithmConfig,
        ReturnSettings<C>,
        NetworkSettings<C>,
        ReplaySettings<C>,
        PrioritySettings<C> {

  /** Whether replay draws rows by priority. */
  boolean prioritized();

  /** Which share of all rows so far uniform replay draws from, the newest ones; 1: all it keeps. */
  default double newestShare() {
    return 1;
  }
}
