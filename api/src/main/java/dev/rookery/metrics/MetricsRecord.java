package dev.rookery.metrics;

import java.util.Map;

/**
 * The measurements of one moment.
 *
 * @param environmentSteps how many environment steps the run had made
 * @param learnerSteps how many updates
 * @param wallSeconds how long it had run, in seconds, earlier parts of a resumed run included
 * @param values by name, in a fixed order, all finite; for example {@code episode/return}
 */
public record MetricsRecord(
    long environmentSteps, long learnerSteps, double wallSeconds, Map<String, Double> values) {}
