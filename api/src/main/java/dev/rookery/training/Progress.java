package dev.rookery.training;

/**
 * Where a run stands.
 *
 * @param environmentSteps made so far
 * @param learnerSteps updates made so far
 * @param episodes ended so far
 * @param meanReturn of the latest 100 training episodes, with exploration; NaN before the first
 * @param evaluationReturn mean return of the latest greedy evaluation; NaN before the first
 * @param bestReturn mean return of the best policy so far, on seeds that did not choose it; NaN
 *     before the first
 * @param wallSeconds since the start, earlier parts of a resumed run included
 * @param environmentStepsPerSecond lately
 * @param learnerStepsPerSecond lately
 * @param stepLimit the environment steps at which the run stops at the latest
 * @param connectedActors how many of the run's actors are there
 * @param actors how many the run has, or how many may join
 */
public record Progress(
    long environmentSteps,
    long learnerSteps,
    long episodes,
    double meanReturn,
    double evaluationReturn,
    double bestReturn,
    double wallSeconds,
    double environmentStepsPerSecond,
    double learnerStepsPerSecond,
    long stepLimit,
    int connectedActors,
    int actors) {}
