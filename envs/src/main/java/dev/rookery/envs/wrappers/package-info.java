/**
 * Wrappers that change what an environment observes or rewards, or when its episodes end. Each is
 * found by name through its nested provider, and none allocates per step.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.envs.wrappers;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
