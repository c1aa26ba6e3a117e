/** Proximal policy optimization: clipped, and with an adaptive penalty on divergence. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.ppo;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
