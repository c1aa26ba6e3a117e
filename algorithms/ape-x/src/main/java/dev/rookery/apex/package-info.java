/** Ape-X (Horgan et al. 2018): many actors with priorities of their own, one learner. */
@NullMarked
package dev.rookery.apex;

import org.jspecify.annotations.NullMarked;
