/** Ape-X (Horgan et al. 2018): many actors with priorities of their own, one learner. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.apex;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
