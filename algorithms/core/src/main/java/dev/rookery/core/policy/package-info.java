/**
 * What algorithms share that learn a policy from the steps that it makes itself: a network of a
 * policy and a state's value, actors that sample from it and write {@linkplain
 * dev.rookery.core.policy.SegmentSchema segments} of consecutive steps, and the learner's {@link
 * dev.rookery.core.policy.Rollout} of them.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.policy;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
