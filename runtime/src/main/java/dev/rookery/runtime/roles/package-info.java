/**
 * The roles of a run, as duty-cycle agents: {@link dev.rookery.runtime.roles.ActorRole} steps
 * environments, {@link dev.rookery.runtime.roles.LearnerRole} learns and publishes parameters,
 * {@link dev.rookery.runtime.roles.EvaluatorRole} plays greedy episodes. They exchange messages
 * through the streams of a transport only, and know no algorithm.
 *
 * <p>How actors join and leave is in {@code dev.rookery.runtime.membership}.
 */
@NullMarked
package dev.rookery.runtime.roles;

import org.jspecify.annotations.NullMarked;
