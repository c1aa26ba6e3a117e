/**
 * The metrics of a run, and the sinks to which they are written.
 *
 * <p>Start at {@link dev.rookery.runtime.metrics.MetricsHub}, which the roles of a run report to
 * and which feeds the sinks: {@code csv}, {@code jsonl} and {@code tensorboard}, found with {@link
 * java.util.ServiceLoader} as those of plugins are. {@link
 * dev.rookery.runtime.metrics.EvaluationFile} keeps the return of every episode of evaluations.
 * {@link dev.rookery.runtime.metrics.ConsoleProgress} shows a run on a terminal. Drawing curves is
 * not here but in the command line's module.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.runtime.metrics;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
