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
 * @param evaluation of the policy
 * @param lastEvaluation of the last parameters, or of those that reached the return to stop at
 * @param bestEvaluation of the parameters of the best evaluation, on seeds that did not choose them
 * @param bestEnvironmentSteps how many environment steps had been made when they were published
 * @param kept which of the two the policy is
 * @param stoppedBecause why it stopped
 * @param runDirectory where everything was written
 * @param policy what the run was for; {@code evaluation} speaks of it
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
    Evaluation lastEvaluation,
    Evaluation bestEvaluation,
    long bestEnvironmentSteps,
    KeptPolicy kept,
    StopReason stoppedBecause,
    Path runDirectory,
    TrainedPolicy policy) {}
