/**
 * Tests for environments and for what steps them: {@link
 * dev.rookery.testkit.environment.EnvironmentContract} to extend, a random policy, and arbitraries
 * of spaces.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.testkit.environment;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
