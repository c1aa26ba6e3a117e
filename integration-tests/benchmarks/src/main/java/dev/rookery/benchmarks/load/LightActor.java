package dev.rookery.benchmarks.load;

import dev.rookery.algorithm.Actor;
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/** Has no network. Its rows are numbered: the reward of the first is 1, of the next 2. */
final class LightActor implements Actor {

  /** Time that was lost is made up for, but not more than this. */
  private static final long LATEST_NANOS = 1_000_000_000L;

  private final ExperienceSchema schema;
  private final int rewardOffset;
  private final int discountOffset;
  private final int priorityOffset;
  private final long nanosPerRow;
  private int written;
  private long next = System.nanoTime();

  /**
   * Makes an actor.
   *
   * @param rowsPerSecond that it writes at most; 0: no limit
   */
  LightActor(ExperienceSchema schema, int rowsPerSecond) {
    this.schema = schema;
    nanosPerRow = rowsPerSecond == 0 ? 0 : 1_000_000_000L / rowsPerSecond;
    rewardOffset = schema.offsetOf(TransitionSchema.REWARD);
    discountOffset = schema.offsetOf(TransitionSchema.DISCOUNT);
    priorityOffset = schema.offsetOf(InitialPriorities.COLUMN);
  }

  @Override
  public void update(ParameterSnapshot parameters) {}

  @Override
  public void act(VectorStep step, ByteBuffer actions, long environmentSteps) {
    long now = System.nanoTime();
    for (; next - now > 0; now = System.nanoTime()) {
      LockSupport.parkNanos(next - now);
    }
    next = Math.max(next, now - LATEST_NANOS) + nanosPerRow * step.count();
  }

  @Override
  public void observe(VectorStep step, ExperienceWriter rows) {
    for (int k = 0; k < step.count(); k++) {
      int offset = rows.beginRow();
      ByteBuffer buffer = rows.buffer();
      for (int i = 0; i + Float.BYTES <= schema.rowBytes(); i += Float.BYTES) {
        buffer.putInt(offset + i, 0);
      }
      written++;
      buffer.putFloat(offset + rewardOffset, written);
      buffer.putFloat(offset + discountOffset, 0.99f);
      buffer.putFloat(offset + priorityOffset, 1 + written % 7);
      rows.endRow();
    }
  }

  @Override
  public void report(MetricsRecorder metrics) {}

  @Override
  public void close() {}
}
