/**
 * Tests for targets made of several steps: {@link dev.rookery.testkit.returns.ReturnContract} to
 * extend, and arbitraries of trajectories.
 */
@NullMarked
package dev.rookery.testkit.returns;

import org.jspecify.annotations.NullMarked;
