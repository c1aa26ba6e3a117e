/**
 * Tiny environments whose right values are known, to find out which part of an algorithm is broken:
 * one that fails here cannot learn anything, and each failure points at one thing. The Javadoc of
 * each says which values are right, for a discount gamma.
 *
 * <p>Start with {@link dev.rookery.envs.probe.ProbeConstantReward}: it needs nothing but a value.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.envs.probe;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
