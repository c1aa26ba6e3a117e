package dev.rookery.core.replay;

import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.testkit.replay.ReplayBufferContract;
import dev.rookery.testkit.replay.ReplayCapability;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** Every replay that draws with replacement keeps the test kit's contract. */
class ReplayContractsTest {

  @Nested
  class Uniform extends ReplayBufferContract {
    @Override
    protected ReplayBuffer create(ExperienceSchema schema, int capacity) {
      return new UniformReplayBuffer(schema, capacity);
    }

    @Override
    protected Set<ReplayCapability> capabilities() {
      return Set.of(ReplayCapability.DRAWS_ALL_ROWS);
    }
  }

  @Nested
  class UniformOverTheNewestHalf extends ReplayBufferContract {
    @Override
    protected ReplayBuffer create(ExperienceSchema schema, int capacity) {
      return new UniformReplayBuffer(schema, capacity, 0.5);
    }

    @Override
    protected Set<ReplayCapability> capabilities() {
      return Set.of();
    }
  }

  @Nested
  class Prioritized extends ReplayBufferContract {
    @Override
    protected ReplayBuffer create(ExperienceSchema schema, int capacity) {
      return new PrioritizedReplayBuffer(schema, capacity, 0.6, PrioritizedReplayBuffer.EPSILON);
    }

    @Override
    protected Set<ReplayCapability> capabilities() {
      return EnumSet.allOf(ReplayCapability.class);
    }
  }
}
