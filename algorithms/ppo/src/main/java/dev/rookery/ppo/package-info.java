/** Proximal policy optimization: clipped, and with an adaptive penalty on divergence. */
@NullMarked
package dev.rookery.ppo;

import org.jspecify.annotations.NullMarked;
