/** What a run measures, and where it goes: the SPI of metrics sinks. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.metrics;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
