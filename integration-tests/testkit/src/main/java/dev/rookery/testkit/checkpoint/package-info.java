/** Checkpoints in memory, for tests of what is saved and loaded. */
@NullMarked
package dev.rookery.testkit.checkpoint;

import org.jspecify.annotations.NullMarked;
