/**
 * One run from start to end: {@link dev.rookery.runtime.run.RuntimeEngine} starts it, {@link
 * dev.rookery.runtime.run.Run} watches over it, {@link dev.rookery.runtime.run.RunModule} wires its
 * parts, and its {@link dev.rookery.runtime.run.RunDirectory} keeps what it leaves.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.runtime.run;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
