/**
 * Value-based algorithms for discrete actions: a {@link dev.rookery.core.value.ValueAlgorithm} is
 * made of a {@link dev.rookery.core.value.QFunction}, which says how a network represents values,
 * and an {@link dev.rookery.algorithm.Exploration}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.value;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
