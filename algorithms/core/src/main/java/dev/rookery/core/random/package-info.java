/** Random numbers whose state a checkpoint can keep. */
@NullMarked
package dev.rookery.core.random;

import org.jspecify.annotations.NullMarked;
