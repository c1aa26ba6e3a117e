/**
 * Implicit quantile networks (Dabney et al. 2018): returns at sampled quantile levels, and policies
 * that are averse to risk or seek it.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.iqn;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
