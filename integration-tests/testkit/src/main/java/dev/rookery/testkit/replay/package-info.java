/** Tests for replay buffers: {@link dev.rookery.testkit.replay.ReplayBufferContract} to extend. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.testkit.replay;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
