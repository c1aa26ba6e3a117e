package dev.rookery.core.value;

import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.core.settings.AveragingSettings;
import dev.rookery.core.settings.NoisyLayerSettings;
import dev.rookery.core.settings.OptimizerSettings;
import dev.rookery.core.settings.PrioritySettings;
import dev.rookery.core.settings.QNetworkSettings;
import dev.rookery.core.settings.ReplaySettings;
import dev.rookery.core.settings.ReturnSettings;
import dev.rookery.core.settings.TargetNetworkSettings;

/**
 * The settings that all value-based algorithms have.
 *
 * @param <C> the record that has them
 */
public interface ValueConfig<C extends Record>
    extends AlgorithmConfig,
        ReturnSettings<C>,
        QNetworkSettings<C>,
        NoisyLayerSettings<C>,
        OptimizerSettings<C>,
        ReplaySettings<C>,
        PrioritySettings<C>,
        TargetNetworkSettings<C>,
        AveragingSettings<C> {

  /** Whether replay draws rows by priority. */
  boolean prioritized();

  /** Which share of all rows so far uniform replay draws from, the newest ones; 1: all it keeps. */
  default double newestShare() {
    return 1;
  }

  /** The importance exponent after its schedule. */
  default double finalImportanceExponent() {
    return 1;
  }

  /** How many updates the importance exponent takes to get there. */
  long importanceExponentSteps();
}
