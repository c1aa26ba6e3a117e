/**
 * What every part of Rookery uses: {@link dev.rookery.RookeryException}, the root of errors for
 * people, {@link dev.rookery.Seeds}, and {@link dev.rookery.DataType}, the types of numbers.
 *
 * <p>To train something start at {@link dev.rookery.training.Training}; to add an environment, at
 * {@link dev.rookery.environment.Environment}; an algorithm, at {@link
 * dev.rookery.algorithm.Algorithm}; a transport, at {@link dev.rookery.transport.Transport}.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
