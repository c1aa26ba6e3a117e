/**
 * Finds plugins: {@link dev.rookery.runtime.plugins.Plugins} knows every provider that {@code
 * ServiceLoader} finds, by {@link dev.rookery.runtime.plugins.PluginKind kind} and name; {@link
 * dev.rookery.runtime.plugins.PluginDirectories} brings in jars that users drop into a directory.
 */
@NullMarked
package dev.rookery.runtime.plugins;

import org.jspecify.annotations.NullMarked;
