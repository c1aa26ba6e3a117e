package dev.rookery.algorithm;

/**
 * The run that a learner is made for.
 *
 * @param actors how many actors the run has
 * @param environmentsPerActor how many environments each of them steps together
 * @param steps how many environment steps the run makes at most, those before a resumed checkpoint
 *     included; schedules over the whole run end here. {@link Long#MAX_VALUE}: the run has no
 *     limit, and such schedules stay where they begin
 * @param seed of everything random in the learner
 * @param device where it computes
 */
public record LearnerContext(
    int actors, int environmentsPerActor, long steps, long seed, Device device) {}
