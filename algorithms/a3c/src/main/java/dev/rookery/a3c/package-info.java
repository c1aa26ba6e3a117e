/**
 * Workers that act and learn (Mnih et al. 2016): A3C, and one-step Q, n-step Q and one-step Sarsa
 * in the same frame; with gradients or weights that are shared in one process or over a transport.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.a3c;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
