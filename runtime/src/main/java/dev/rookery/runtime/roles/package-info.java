/**
 * The roles of a run, as duty-cycle agents: {@link dev.rookery.runtime.roles.ActorRole} steps
 * environments, {@link dev.rookery.runtime.roles.LearnerRole} learns and publishes, {@link
 * dev.rookery.runtime.roles.EvaluatorRole} plays greedy episodes. They meet only through streams of
 * a transport, and know no algorithm.
 *
 * <p>Actors of other processes get their seats through {@link dev.rookery.runtime.roles.Joining};
 * what the learner knows of them is in {@code Admissions} and {@code Seats}.
 */
@NullMarked
package dev.rookery.runtime.roles;

import org.jspecify.annotations.NullMarked;
