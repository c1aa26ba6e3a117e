/**
 * Tests for losses and their gradients: {@link dev.rookery.testkit.loss.LossContract} to extend,
 * and arbitraries of what losses are computed from.
 */
@NullMarked
package dev.rookery.testkit.loss;

import org.jspecify.annotations.NullMarked;
