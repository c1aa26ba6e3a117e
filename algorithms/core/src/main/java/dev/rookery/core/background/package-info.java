/** Work on a thread of its own, beside the thread that asks for it. */
@NullMarked
package dev.rookery.core.background;

import org.jspecify.annotations.NullMarked;
