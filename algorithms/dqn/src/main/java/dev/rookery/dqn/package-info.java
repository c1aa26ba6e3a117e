/** Deep Q-networks with double, dueling, prioritized and n-step options. */
@NullMarked
package dev.rookery.dqn;

import org.jspecify.annotations.NullMarked;
