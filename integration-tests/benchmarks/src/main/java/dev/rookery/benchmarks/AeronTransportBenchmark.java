package dev.rookery.benchmarks;

import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.aeron.AeronTransport;
import dev.rookery.transport.aeron.AeronTransportSettings;
import java.nio.ByteBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One publisher and one subscriber of the Aeron transport, through shared memory. */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class AeronTransportBenchmark {

  private final ByteBuffer block = ByteBuffer.allocateDirect(MessageFlow.BYTES);
  private final IdleStrategy idle = MessageFlow.idle();
  private AeronTransport transport;
  private Publication publication;
  private MessageFlow flow;
  private long sum;

  /** Starts the transport and a thread that reads. */
  @Setup
  public void open() {
    transport = AeronTransport.create(AeronTransportSettings.defaults());
    publication = transport.publish("experience");
    Subscription subscription = transport.subscribe("experience");
    MessageHandler handler =
        (buffer, offset, length, publisherId) -> sum += buffer.getLong(offset) + length;
    flow = new MessageFlow(() -> subscription.poll(handler, 10));
    MessageFlow.await(publication::isConnected);
  }

  /** Sends blocks of 50 rows of 44 bytes. */
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
    transport.close();
  }
}
