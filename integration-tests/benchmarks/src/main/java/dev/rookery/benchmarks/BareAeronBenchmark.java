package dev.rookery.benchmarks;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.ByteBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What {@link AeronTransportBenchmark} does, in a program that knows nothing but Aeron; its driver
 * has the same settings.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class BareAeronBenchmark {

  private final UnsafeBuffer block = new UnsafeBuffer(ByteBuffer.allocateDirect(MessageFlow.BYTES));
  private final IdleStrategy idle = MessageFlow.idle();
  private MediaDriver driver;
  private Aeron aeron;
  private ExclusivePublication publication;
  private MessageFlow flow;
  private long sum;

  /** Starts a driver, a client and a thread that reads. */
  @Setup
  public void open() {
    driver =
        MediaDriver.launchEmbedded(
            new MediaDriver.Context()
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new BackoffIdleStrategy(10, 20, 1_000, 1_000_000))
                .ipcTermBufferLength(1 << 20)
                .ipcMtuLength(65_504)
                .termBufferSparseFile(false)
                .dirDeleteOnShutdown(true));
    aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
    publication = aeron.addExclusivePublication("aeron:ipc", 1);
    Subscription subscription = aeron.addSubscription("aeron:ipc", 1);
    FragmentHandler handler =
        new FragmentAssembler(
            (buffer, offset, length, header) -> sum += buffer.getLong(offset) + length);
    flow = new MessageFlow(() -> subscription.poll(handler, 10));
    MessageFlow.await(publication::isConnected);
  }

  /** Sends messages of the size of a block. */
  @Benchmark
  @OperationsPerInvocation(MessageFlow.MESSAGES)
  public void send() {
    for (int i = 0; i < MessageFlow.MESSAGES; i++) {
      block.putLong(0, i);
      while (publication.offer(block, 0, MessageFlow.BYTES) < 0) {
        idle.idle();
      }
      idle.reset();
    }
  }

  /** Stops. */
  @TearDown
  public void close() {
    flow.close();
    aeron.close();
    driver.close();
  }
}
