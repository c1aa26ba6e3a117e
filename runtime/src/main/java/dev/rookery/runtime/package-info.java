/** Runs a training: roles, messages, plugins, checkpoints, metrics. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.runtime;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
