/**
 * Reports of benchmarks, made from records alone: {@link
 * dev.rookery.cli.benchmark.report.RecordSet} reads records, {@link
 * dev.rookery.cli.benchmark.report.Report} makes a page in Markdown and pictures of them.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.cli.benchmark.report;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
