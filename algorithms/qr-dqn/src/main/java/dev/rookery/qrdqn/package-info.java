/** Quantile regression DQN (Dabney et al. 2018): the quantiles of returns at fixed levels. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.qrdqn;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
