/** Quantile regression DQN (Dabney et al. 2018): the quantiles of returns at fixed levels. */
@NullMarked
package dev.rookery.qrdqn;

import org.jspecify.annotations.NullMarked;
