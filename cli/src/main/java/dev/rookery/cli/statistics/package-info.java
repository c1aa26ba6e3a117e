/**
 * Statistics over runs, after Agarwal et al. (2021), "Deep reinforcement learning at the edge of
 * the statistical precipice", NeurIPS: pure functions of scores.
 *
 * <p>Scores are a {@code double[tasks][runs]}: one number per run, the runs of a task (an
 * environment) together. Tasks may have different numbers of runs. Start at {@link
 * dev.rookery.cli.statistics.Aggregates}.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.cli.statistics;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
