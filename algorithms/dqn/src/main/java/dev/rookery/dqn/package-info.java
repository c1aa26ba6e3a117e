/** Deep Q-networks with double, dueling, prioritized and n-step options. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.dqn;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
