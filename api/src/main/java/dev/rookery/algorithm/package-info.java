/**
 * The SPI of algorithms. An {@link dev.rookery.algorithm.AlgorithmProvider} is found by name and
 * makes an {@link dev.rookery.algorithm.Algorithm}, which makes the parts that the runtime puts to
 * work: {@link dev.rookery.algorithm.Actor}s, a {@link dev.rookery.algorithm.Learner} with its
 * store of experience, and greedy {@link dev.rookery.algorithm.Policy policies} to evaluate.
 *
 * <p>Nothing here does any learning: what algorithms share is in the module {@code core}.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.algorithm;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
