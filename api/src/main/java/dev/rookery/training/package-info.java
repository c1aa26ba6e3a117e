/**
 * Training from a program: {@link dev.rookery.training.Training} builds and starts a run. The work
 * is done by a {@link dev.rookery.training.TrainingEngine}, which the module {@code runtime}
 * provides.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.training;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
