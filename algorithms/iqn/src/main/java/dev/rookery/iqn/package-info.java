/**
 * Implicit quantile networks (Dabney et al. 2018): returns at sampled quantile levels, and policies
 * that are averse to risk or seek it.
 */
@NullMarked
package dev.rookery.iqn;

import org.jspecify.annotations.NullMarked;
