/** What a run measures, and where it goes: the SPI of metrics sinks. */
@NullMarked
package dev.rookery.metrics;

import org.jspecify.annotations.NullMarked;
