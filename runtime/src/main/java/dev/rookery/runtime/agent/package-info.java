/**
 * Agents of simulators that own their loop: the ordinary actor, with the loop turned inside out.
 * Start at {@link dev.rookery.runtime.agent.SimulatorAgent}.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.runtime.agent;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
