/** Checkpoints in memory, for tests of what is saved and loaded. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.testkit.checkpoint;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
