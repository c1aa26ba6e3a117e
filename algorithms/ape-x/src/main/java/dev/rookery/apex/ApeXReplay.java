package dev.rookery.apex;

import dev.rookery.core.replay.PrefetchingReplay;
import dev.rookery.core.replay.PrioritizedReplay;
import dev.rookery.core.replay.PrioritizedReplayBuffer;
import dev.rookery.core.replay.SoftCapacity;
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.internal.Handover;

/** Ape-X's replay: priorities that actors gave, a soft capacity, batches drawn ahead of time. */
final class ApeXReplay {

  private ApeXReplay() {}

  /**
   * An empty replay.
   *
   * @param schema with the column {@link InitialPriorities#COLUMN}
   */
  static PrioritizedReplay create(ExperienceSchema schema, ApeXReplaySettings<?> config) {
    SoftCapacity softCapacity = new SoftCapacity(config.replayCapacity(), config.trimInterval());
    PrioritizedReplay replay =
        new PrioritizedReplayBuffer(
            schema,
            softCapacity.memory(config.batchSize() / config.samplesPerInsert()),
            softCapacity,
            config.priorityExponent(),
            PrioritizedReplayBuffer.EPSILON,
            InitialPriorities.COLUMN);
    return config.prefetch()
        ? Handover.of(replay, ahead -> new PrefetchingReplay(ahead, config.batchSize()))
        : replay;
  }
}
