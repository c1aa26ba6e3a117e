/** Tests for metrics sinks: {@link dev.rookery.testkit.metrics.MetricsSinkContract} to extend. */
@NullMarked
package dev.rookery.testkit.metrics;

import org.jspecify.annotations.NullMarked;
