/**
 * How parts save their state into a checkpoint and take it back; files are the runtime's matter.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.checkpoint;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
