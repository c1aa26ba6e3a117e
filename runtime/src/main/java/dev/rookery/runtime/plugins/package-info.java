/**
 * Finds plugins: {@link dev.rookery.runtime.plugins.Plugins} knows every provider that {@code
 * ServiceLoader} finds, by {@link dev.rookery.runtime.plugins.PluginKind kind} and name; {@link
 * dev.rookery.runtime.plugins.PluginDirectories} brings in jars, and folders of jars, that users
 * put into a directory. Each of these has a class loader of its own.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.runtime.plugins;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
