/**
 * Configurations of runs: {@link dev.rookery.runtime.config.ConfigFile} reads and writes them as
 * YAML, {@link dev.rookery.runtime.config.ConfigLayer} is what one source (a file, the command
 * line) gives and lays one over another, and {@link dev.rookery.runtime.config.ResolvedConfig} is
 * the result, with every setting explicit, checked, and looked up.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.runtime.config;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
