/**
 * Tests for environments and for what steps them: {@link
 * dev.rookery.testkit.environment.EnvironmentContract} to extend, a random policy, and arbitraries
 * of spaces.
 */
@NullMarked
package dev.rookery.testkit.environment;

import org.jspecify.annotations.NullMarked;
