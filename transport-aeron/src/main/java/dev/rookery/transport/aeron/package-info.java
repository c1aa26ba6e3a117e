/**
 * The transport between processes and machines, on Aeron: shared memory on one host, UDP across
 * hosts.
 */
@NullMarked
package dev.rookery.transport.aeron;

import org.jspecify.annotations.NullMarked;
