/**
 * Tests that every transport passes: extend {@link dev.rookery.testkit.transport.TransportContract}
 * in a test of your own.
 */
@NullMarked
package dev.rookery.testkit.transport;

import org.jspecify.annotations.NullMarked;
