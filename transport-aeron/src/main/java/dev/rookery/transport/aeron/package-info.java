/**
 * The transport between processes and machines, on Aeron: shared memory on one host, UDP across
 * hosts.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.transport.aeron;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
