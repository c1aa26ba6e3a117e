/**
 * Wrappers that change what an environment observes or rewards, or when its episodes end. Each is
 * found by name through its nested provider, and none allocates per step.
 */
@NullMarked
package dev.rookery.envs.wrappers;

import org.jspecify.annotations.NullMarked;
