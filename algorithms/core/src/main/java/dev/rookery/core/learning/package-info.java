/**
 * What learners share: a {@link dev.rookery.core.learning.TrainableNetwork} with its arena, and
 * {@link dev.rookery.core.learning.ReplayLearner}, the base class of learners that draw batches
 * from replay.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.learning;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
