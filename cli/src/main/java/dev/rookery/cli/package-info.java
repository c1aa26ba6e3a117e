/**
 * The {@code rookery} command: {@link dev.rookery.cli.Rookery} is the entry, with a class per
 * subcommand beside it. Commands read options, call the runtime and print; they do no work of their
 * own. Benchmark suites are in {@link dev.rookery.cli.benchmark.Benchmark}'s package.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.cli;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
