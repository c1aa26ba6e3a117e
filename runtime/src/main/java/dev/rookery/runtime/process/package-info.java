/**
 * The processes of a run: {@link dev.rookery.runtime.process.ActorProcesses} starts and supervises
 * its actor processes, {@link dev.rookery.runtime.process.ActorMain} is their program, and {@link
 * dev.rookery.runtime.process.ActorOrder} says which run they join.
 *
 * <p>{@link dev.rookery.runtime.process.JvmCheck} and {@link dev.rookery.runtime.process.Signals}
 * are about this process itself.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.runtime.process;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
