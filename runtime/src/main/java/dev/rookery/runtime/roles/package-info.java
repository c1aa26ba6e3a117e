/**
 * The roles of a run, as duty-cycle agents: {@link dev.rookery.runtime.roles.ActorRole} steps
 * environments, {@link dev.rookery.runtime.roles.LearnerRole} learns and publishes parameters,
 * {@link dev.rookery.runtime.roles.EvaluatorRole} plays greedy episodes. They exchange messages
 * through the streams of a transport only, and know no algorithm.
 *
 * <p>How actors join and leave is in {@code dev.rookery.runtime.membership}.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.runtime.roles;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
