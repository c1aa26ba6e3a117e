/**
 * How native libraries get into a process: {@link dev.rookery.core.natives.NativeCache} is where
 * they are unpacked, {@link dev.rookery.core.natives.UnpackedLibraries} unpacks them once for all
 * processes, {@link dev.rookery.core.natives.ProcessEnvironment} sets variables that they read, and
 * {@link dev.rookery.core.natives.Startup} keeps what was started, or why it could not be.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.core.natives;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
