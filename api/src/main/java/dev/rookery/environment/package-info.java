/**
 * What an agent acts on: the {@link dev.rookery.environment.Environment} SPI, the spaces of
 * observations and actions, and the stepping of several environments at once.
 *
 * <p>Start at {@link dev.rookery.environment.Environment}. Ready-made environments are not here but
 * in the module {@code envs}.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.environment;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
