package dev.rookery.core.policy;

import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.core.settings.ActorCriticLossSettings;
import dev.rookery.core.settings.DiscountSettings;
import dev.rookery.core.settings.OptimizerSettings;
import dev.rookery.core.settings.PolicyNetworkSettings;

/**
 * The settings that all algorithms have which learn a policy.
 *
 * @param <C> the record that has them
 */
public interface PolicyConfig<C extends Record>
    extends AlgorithmConfig,
        DiscountSettings<C>,
        ActorCriticLossSettings<C>,
        PolicyNetworkSettings<C>,
        OptimizerSettings<C> {}
