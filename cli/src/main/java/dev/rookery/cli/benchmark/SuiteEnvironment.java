package dev.rookery.cli.benchmark;

/**
 * An environment of a suite, and how runs on it are made and measured. Settings of algorithms are
 * not here: they are what each algorithm has for the environment.
 *
 * @param name of the environment
 * @param steps environment steps of a run
 * @param evaluationInterval environment steps between evaluations
 * @param evaluationEpisodes episodes of each evaluation, that at the end included
 * @param scale for normalised scores
 */
public record SuiteEnvironment(
    String name, long steps, long evaluationInterval, int evaluationEpisodes, ScoreScale scale) {}
