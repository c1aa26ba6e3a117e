package dev.rookery.benchmarks.load;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.experience.ExperienceBlock;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ReplayBuffer;
import java.util.Arrays;

/** A replay that looks at the number of every row of a {@link LightActor} before it takes it. */
final class CheckedReplay implements ExperienceStore {

  private final ReplayBuffer replay;
  private final LoadCounters counters;
  private final int rewardOffset;
  private final int rowBytes;
  private final Numbers numbers;

  CheckedReplay(ReplayBuffer replay, LoadCounters counters) {
    this.replay = replay;
    this.counters = counters;
    numbers = new Numbers(counters);
    rewardOffset = replay.schema().offsetOf(TransitionSchema.REWARD);
    rowBytes = replay.schema().rowBytes();
  }

  ReplayBuffer replay() {
    return replay;
  }

  @Override
  public void insert(ExperienceBlock block) {
    for (int row = 0; row < block.rowCount(); row++) {
      numbers.next(
          block.actorId(),
          (int) block.buffer().getFloat(block.rowsOffset() + row * rowBytes + rewardOffset));
    }
    replay.insert(block);
    counters.rows.addAndGet(block.rowCount());
    counters.blocks.incrementAndGet();
  }

  @Override
  public ExperienceSchema schema() {
    return replay.schema();
  }

  @Override
  public long inserted() {
    return replay.inserted();
  }

  @Override
  public long sampled() {
    return replay.sampled();
  }

  @Override
  public long size() {
    return replay.size();
  }

  @Override
  public void save(StateWriter state) {
    replay.save(state);
  }

  @Override
  public void load(StateReader state) {
    replay.load(state);
  }

  @Override
  public void close() {
    replay.close();
  }

  /** The numbers that the rows of each actor had last. */
  static final class Numbers {

    private final LoadCounters counters;
    private int[] last = new int[0];

    Numbers(LoadCounters counters) {
      this.counters = counters;
    }

    void next(int actor, int number) {
      if (actor >= last.length) {
        last = Arrays.copyOf(last, actor + 1);
      }
      if (number != last[actor] + 1) {
        counters.outOfOrder.incrementAndGet();
      }
      last[actor] = number;
    }
  }
}
