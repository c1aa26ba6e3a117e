/**
 * Returns: how rewards over time become what a learner learns from. {@link
 * dev.rookery.core.returns.NStep} is the pure function, {@link
 * dev.rookery.core.returns.NStepWriter} does the same as an actor goes along, and {@link
 * dev.rookery.core.returns.TransitionSchema} names the columns that it writes. {@link
 * dev.rookery.core.returns.InitialPriorities} adds initial priorities.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.returns;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
