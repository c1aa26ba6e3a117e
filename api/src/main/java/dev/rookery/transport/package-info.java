/**
 * The SPI of transports: named streams of whole messages, from many publishers to many subscribers.
 * A transport knows bytes and streams, nothing of reinforcement learning.
 *
 * <p>Every implementation passes the test kit's {@code TransportContract}.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.transport;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
