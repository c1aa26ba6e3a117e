/**
 * Tests that every transport passes: extend {@link dev.rookery.testkit.transport.TransportContract}
 * in a test of your own.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.testkit.transport;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
