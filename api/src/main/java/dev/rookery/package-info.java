/**
 * What every part of Rookery uses: {@link dev.rookery.RookeryException}, the root of errors for
 * people, {@link dev.rookery.Seeds}, and {@link dev.rookery.DataType}, the types of numbers.
 *
 * <p>To train something start at {@link dev.rookery.training.Training}; to add an environment, at
 * {@link dev.rookery.environment.Environment}; an algorithm, at {@link
 * dev.rookery.algorithm.Algorithm}; a transport, at {@link dev.rookery.transport.Transport}.
 */
@NullMarked
package dev.rookery;

import org.jspecify.annotations.NullMarked;
