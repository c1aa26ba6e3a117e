/** Ready-made environments and wrappers. */
@NullMarked
package dev.rookery.envs;

import org.jspecify.annotations.NullMarked;
