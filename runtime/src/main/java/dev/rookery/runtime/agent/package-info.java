/**
 * Agents of simulators that own their loop: the ordinary actor, with the loop turned inside out.
 * Start at {@link dev.rookery.runtime.agent.SimulatorAgent}.
 */
@NullMarked
package dev.rookery.runtime.agent;

import org.jspecify.annotations.NullMarked;
