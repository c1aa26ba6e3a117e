/** Tests for replay buffers: {@link dev.rookery.testkit.replay.ReplayBufferContract} to extend. */
@NullMarked
package dev.rookery.testkit.replay;

import org.jspecify.annotations.NullMarked;
