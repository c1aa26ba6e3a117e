/**
 * Checkpoints as files: one file each, checked byte for byte before anything is taken from it.
 *
 * <p>Start at {@link dev.rookery.runtime.checkpoint.CheckpointDirectory}; {@code CheckpointFormat}
 * says what is where in a file. What goes into a checkpoint is for the parts to say, see {@link
 * dev.rookery.checkpoint.Checkpointable}.
 */
@NullMarked
package dev.rookery.runtime.checkpoint;

import org.jspecify.annotations.NullMarked;
