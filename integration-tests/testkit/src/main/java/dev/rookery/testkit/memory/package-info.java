/** Tests of memory outside the heap: {@link dev.rookery.testkit.memory.ResidentMemory}. */
@NullMarked
package dev.rookery.testkit.memory;

import org.jspecify.annotations.NullMarked;
