/**
 * Benchmark suites: {@link dev.rookery.cli.benchmark.BenchmarkPlan} makes the runs of a {@link
 * dev.rookery.cli.benchmark.Suite}, {@link dev.rookery.cli.benchmark.Benchmark} trains them one
 * after another, each in a process of its own, and writes a {@link
 * dev.rookery.cli.benchmark.RunRecord} for each. What is made of records is in {@code
 * dev.rookery.cli.benchmark.report}; the command's options are not here.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.cli.benchmark;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
