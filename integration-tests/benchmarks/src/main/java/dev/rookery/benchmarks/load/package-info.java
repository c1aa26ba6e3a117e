/** Hundreds of actors that take no time of their own, on one learner: see {@link ActorLoad}. */
@NullMarked
package dev.rookery.benchmarks.load;

import org.jspecify.annotations.NullMarked;
