/**
 * Checkpoints as files: one ZIP archive of NumPy arrays each, all of whose values are checked
 * before any is used.
 *
 * <p>Start at {@link dev.rookery.runtime.checkpoint.CheckpointDirectory}; {@code CheckpointFormat}
 * says what is where in a file. What goes into a checkpoint is for the parts to say, see {@link
 * dev.rookery.checkpoint.Checkpointable}.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.runtime.checkpoint;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
