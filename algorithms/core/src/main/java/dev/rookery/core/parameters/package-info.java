/**
 * A network's parameters as one flat vector: {@link dev.rookery.core.parameters.ParameterArena}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.parameters;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
