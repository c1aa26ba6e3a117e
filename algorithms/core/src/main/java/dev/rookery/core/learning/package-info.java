/**
 * What learners share: a {@link dev.rookery.core.learning.TrainableNetwork} with its arena, and
 * {@link dev.rookery.core.learning.ReplayLearner}, the base class of learners that draw batches
 * from replay.
 */
@NullMarked
package dev.rookery.core.learning;

import org.jspecify.annotations.NullMarked;
