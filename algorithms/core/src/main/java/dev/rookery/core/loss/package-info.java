/**
 * Losses and targets as pure functions over plain arrays, in the manner of rlax. A loss returns its
 * value and writes its gradient with respect to the network's outputs, so it needs no engine: the
 * learner hands the gradient to the engine, which runs backward through the network from there.
 *
 * <p>Names carry the time index: {@code qTm1} is at time t−1, {@code rT} at time t. Arrays are
 * row-major. What a target depends on counts as constant: no gradient flows through it.
 *
 * <p>Start with {@link dev.rookery.core.loss.QLearning}; {@link
 * dev.rookery.core.loss.CategoricalQLearning}, {@link dev.rookery.core.loss.QuantileQLearning} and
 * {@link dev.rookery.core.loss.ImplicitQuantileQLearning} do the same with distributions of the
 * return.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.loss;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
