/**
 * Tests for targets made of several steps: {@link dev.rookery.testkit.returns.ReturnContract} to
 * extend, and arbitraries of trajectories.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.testkit.returns;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
