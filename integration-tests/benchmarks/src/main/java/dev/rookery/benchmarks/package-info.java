/**
 * What Rookery's parts cost, measured with JMH beside a named baseline in the same run. {@link
 * dev.rookery.benchmarks.Benchmarks} runs them and prints the ratios; {@link
 * dev.rookery.benchmarks.Comparison} says what is compared with what.
 */
@NullMarked
package dev.rookery.benchmarks;

import org.jspecify.annotations.NullMarked;
