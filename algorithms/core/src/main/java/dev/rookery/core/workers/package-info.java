/**
 * Actors that learn by themselves, and how they share what they learn: each applies its gradients
 * to parameters that all have in common, or sends gradients or weights to a learner that only puts
 * them together. What they learn is said by a {@link dev.rookery.core.workers.LocalAlgorithm}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.workers;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
