/**
 * What algorithms with continuous actions share: {@link dev.rookery.core.continuous.ActionScale}
 * between an environment's bounds and the numbers from -1 to 1 that networks work with, {@link
 * dev.rookery.core.continuous.ActorCritic} for a deterministic policy and its critic, {@link
 * dev.rookery.core.continuous.ActorCriticPair} to learn one with target networks, {@link
 * dev.rookery.core.continuous.DeterministicPolicy} to act with one, and {@link
 * dev.rookery.core.continuous.GaussianNoise} to explore.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.continuous;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
