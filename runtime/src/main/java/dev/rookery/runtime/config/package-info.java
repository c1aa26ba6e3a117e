/**
 * Configurations of runs: {@link dev.rookery.runtime.config.ConfigFile} reads and writes them as
 * YAML, {@link dev.rookery.runtime.config.ConfigLayer} is what one source (a file, the command
 * line) gives and lays one over another, and {@link dev.rookery.runtime.config.ResolvedConfig} is
 * the result, with every setting explicit, checked, and looked up.
 */
@NullMarked
package dev.rookery.runtime.config;

import org.jspecify.annotations.NullMarked;
