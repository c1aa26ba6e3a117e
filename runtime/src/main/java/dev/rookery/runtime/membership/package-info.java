/**
 * How actors join a run, stay in it and leave it. The learner's side is {@link
 * dev.rookery.runtime.membership.JoinServer}, which answers requests and keeps the {@code
 * ActorTable}; the actors' side is {@link dev.rookery.runtime.membership.JoinClient}, which asks
 * for a session, and {@link dev.rookery.runtime.membership.LearnerConnection}, which keeps it
 * alive.
 *
 * <p>What actors and learner do with a session is in {@code dev.rookery.runtime.roles}.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.runtime.membership;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
