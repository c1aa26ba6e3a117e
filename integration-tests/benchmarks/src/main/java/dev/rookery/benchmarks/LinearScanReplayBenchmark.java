package dev.rookery.benchmarks;

import dev.rookery.experience.SampleBatch;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The baseline of {@link ReplayBenchmark}. */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class LinearScanReplayBenchmark {

  /** How many rows the buffer holds. */
  @Param("1000000")
  public int capacity;

  private final SplittableRandom random = new SplittableRandom(1);
  private final ByteBuffer block = CartPoleRows.block();
  private final SampleBatch batch = new SampleBatch(CartPoleRows.SCHEMA, CartPoleRows.BATCH);
  private final float[] priorities = CartPoleRows.priorities(random);
  private LinearScanReplay buffer;

  /** Fills the buffer and gives every row a priority of its own. */
  @Setup
  public void fill() {
    buffer =
        new LinearScanReplay(
            CartPoleRows.SCHEMA,
            capacity,
            CartPoleRows.ALPHA,
            CartPoleRows.BETA,
            CartPoleRows.EPSILON);
    long[] keys = new long[CartPoleRows.BLOCK];
    while (buffer.inserted() < capacity) {
      for (int i = 0; i < keys.length; i++) {
        keys[i] = buffer.inserted() + i;
      }
      buffer.insert(block, 0, CartPoleRows.BLOCK);
      buffer.updatePriorities(keys, CartPoleRows.priorities(random), keys.length);
    }
    buffer.sample(batch, random);
  }

  /** Inserts 64 rows; counted by rows. */
  @Benchmark
  @OperationsPerInvocation(CartPoleRows.BLOCK)
  public void insert() {
    buffer.insert(block, 0, CartPoleRows.BLOCK);
  }

  /** Draws 512 rows. */
  @Benchmark
  public SampleBatch sample() {
    buffer.sample(batch, random);
    return batch;
  }

  /** Updates 512 priorities, of rows that one draw gave. */
  @Benchmark
  public void update() {
    buffer.updatePriorities(batch.keys(), priorities, CartPoleRows.BATCH);
  }

  /** Draws 512 rows and updates their priorities, as every learner's step does. */
  @Benchmark
  public SampleBatch sampleAndUpdate() {
    buffer.sample(batch, random);
    buffer.updatePriorities(batch.keys(), priorities, CartPoleRows.BATCH);
    return batch;
  }
}
