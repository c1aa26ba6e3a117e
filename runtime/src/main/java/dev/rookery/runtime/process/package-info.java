/**
 * Actors in processes of their own: {@link dev.rookery.runtime.process.ActorProcesses} starts and
 * watches over them for a run, {@link dev.rookery.runtime.process.ActorMain} is what they do,
 * {@link dev.rookery.runtime.process.ActorOrder} is what they are told.
 */
@NullMarked
package dev.rookery.runtime.process;

import org.jspecify.annotations.NullMarked;
