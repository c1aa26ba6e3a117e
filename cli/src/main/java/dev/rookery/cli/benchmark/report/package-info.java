/**
 * Reports of benchmarks, made from records alone: {@link
 * dev.rookery.cli.benchmark.report.RecordSet} reads records, {@link
 * dev.rookery.cli.benchmark.report.Report} makes a page in Markdown and pictures of them.
 */
@NullMarked
package dev.rookery.cli.benchmark.report;

import org.jspecify.annotations.NullMarked;
