/**
 * Tests for losses and their gradients: {@link dev.rookery.testkit.loss.LossContract} to extend,
 * and arbitraries of what losses are computed from.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.testkit.loss;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
