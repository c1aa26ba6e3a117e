/** A network's parameters on their way from the learner to those who act with them. */
@NullMarked
package dev.rookery.parameters;

import org.jspecify.annotations.NullMarked;
