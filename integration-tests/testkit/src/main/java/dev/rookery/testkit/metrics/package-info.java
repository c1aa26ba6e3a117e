/** Tests for metrics sinks: {@link dev.rookery.testkit.metrics.MetricsSinkContract} to extend. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.testkit.metrics;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
