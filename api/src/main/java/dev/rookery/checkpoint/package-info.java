/**
 * How parts save their state into a checkpoint and take it back; files are the runtime's matter.
 */
@NullMarked
package dev.rookery.checkpoint;

import org.jspecify.annotations.NullMarked;
