package dev.rookery.core.value;

import dev.rookery.core.settings.AveragingSettings;
import dev.rookery.core.settings.LossSettings;
import dev.rookery.core.settings.OptimizerSettings;
import dev.rookery.core.settings.QNetworkSettings;
import dev.rookery.core.settings.TargetNetworkSettings;

/**
 * The settings of Q-learning with a target network.
 *
 * @param <C> the record that has them
 */
public interface QLearningConfig<C extends Record>
    extends ValueConfig<C>,
        QNetworkSettings<C>,
        LossSettings<C>,
        OptimizerSettings<C>,
        TargetNetworkSettings<C>,
        AveragingSettings<C> {

  /** The importance exponent after its schedule. */
  double finalImportanceExponent();

  /** How many updates the importance exponent takes to get there. */
  long importanceExponentSteps();
}
