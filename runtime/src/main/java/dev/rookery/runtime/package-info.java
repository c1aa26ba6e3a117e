/** Runs a training: roles, messages, plugins, checkpoints, metrics. */
@NullMarked
package dev.rookery.runtime;

import org.jspecify.annotations.NullMarked;
