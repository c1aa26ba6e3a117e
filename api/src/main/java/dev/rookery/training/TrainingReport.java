package dev.rookery.training;

import java.nio.file.Path;

/**
 * What came of a run.
 *
 * @param algorithm its name
 * @param environment its name
 * @param seed of the run
 * @param environmentSteps made in all, earlier parts of a resumed run included, as all counts here
 * @param learnerSteps updates made in all
 * @param wallSeconds in all
 * @param environmentStepsPerSecond on average
 * @param learnerStepsPerSecond on average
 * @param evaluation of the final policy
 * @param stoppedBecause why it stopped
 * @param runDirectory where everything was written
 * @param policy the final policy, which {@code evaluation} speaks of
 */
public record TrainingReport(
    String algorithm,
    String environment,
    long seed,
    long environmentSteps,
    long learnerSteps,
    double wallSeconds,
    double environmentStepsPerSecond,
    double learnerStepsPerSecond,
    Evaluation evaluation,
    StopReason stoppedBecause,
    Path runDirectory,
    TrainedPolicy policy) {}
