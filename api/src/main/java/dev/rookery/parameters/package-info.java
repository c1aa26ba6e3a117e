/** A network's parameters on their way from the learner to those who act with them. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.parameters;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
