/**
 * The transport within one process. Every pair of a publisher and a subscriber shares one ring
 * buffer, so publishers never wait for each other; long messages are copied once into memory that
 * all subscribers read.
 *
 * <p>Start at {@link dev.rookery.transport.local.LocalTransport}, which wires publishers to
 * subscribers; bytes move in {@code Connection}.
 *
 * <p>Locks: the transport's lock guards the lists of publishers and subscribers, a publication's
 * lock guards its offers and its connections. They are taken in this order, and neither is held
 * while a handler runs.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.transport.local;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
