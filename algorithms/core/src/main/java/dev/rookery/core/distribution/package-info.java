/**
 * Families of distributions of actions, for algorithms that learn a policy: log-probability,
 * entropy and divergence with their analytic gradients, and the choice of actions, in plain Java
 * and in an exported graph.
 *
 * <p>What a network's head makes for one observation are the parameters of one {@link
 * dev.rookery.core.distribution.ActionDistribution}: logits of discrete actions, or means and
 * logarithms of deviations of continuous ones. A loss is computed from log-probabilities, and
 * chained to the parameters here.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.distribution;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
