/**
 * What value-based algorithms for discrete actions share: {@link
 * dev.rookery.core.value.ValueAlgorithm} makes everything but the learner, which is the algorithm;
 * {@link dev.rookery.core.value.QLearningAlgorithm} is the one that DQN and Ape-X share.
 */
@NullMarked
package dev.rookery.core.value;

import org.jspecify.annotations.NullMarked;
