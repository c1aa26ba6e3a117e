/**
 * Replay: {@link dev.rookery.core.replay.UniformReplayBuffer} and {@link
 * dev.rookery.core.replay.PrioritizedReplayBuffer} keep rows in a {@link
 * dev.rookery.core.replay.RowStore} outside the heap; {@link dev.rookery.core.replay.SumTree} draws
 * in proportion to priorities; {@link dev.rookery.core.replay.SoftCapacity} trims from time to
 * time; {@link dev.rookery.core.replay.PrefetchingReplay} draws ahead of time; {@link
 * dev.rookery.core.replay.RateLimiter} ties the pace of learning to the pace of acting.
 *
 * <p>Everything here belongs to the learner's thread (prefetching uses a second, internal one), and
 * inserting, sampling and updating allocate nothing once the scratch space has grown to the largest
 * batch.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.replay;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
