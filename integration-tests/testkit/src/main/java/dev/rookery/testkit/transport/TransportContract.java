package dev.rookery.testkit.transport;

import dev.rookery.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * The tests that every {@link Transport} passes. A transport's own test extends this class and says
 * how to make one; the hooks fit the tests to it.
 *
 * <pre>{@code
 * class MyTransportTest extends TransportContract {
 *   @Override
 *   protected Transport createTransport() {
 *     return new MyTransport();
 *   }
 * }
 * }</pre>
 *
 * <p>The tests wait for connections and offer again until a message is taken, so a transport may
 * work on threads of its own; each wait is bounded by {@link #timeout()}. A message that was taken
 * must arrive without any further call on its publication.
 */
@Timeout(240)
public abstract class TransportContract
    implements MessageContract,
        BackPressureContract,
        MembershipContract,
        ClosingContract,
        ConcurrencyContract {

  private @Nullable TransportBench bench;

  /** Makes the transport under test; it is closed after the test. */
  protected abstract Transport createTransport();

  /**
   * The transport for the publishers; {@code transport} is the subscribers'. The same one unless
   * overridden, for example by one that stands for another process.
   */
  protected Transport createPeer(Transport transport) {
    return transport;
  }

  /** How long a test waits for anything that must happen, before it fails. */
  protected Duration timeout() {
    return Duration.ofSeconds(30);
  }

  /** The longest message tried, in bytes. */
  protected int largestMessage() {
    return 100_000_000;
  }

  /**
   * Lengths in bytes at which the transport does something else, for example where it begins to cut
   * messages into pieces; each is tried with one byte less and one more.
   */
  protected List<Integer> boundaries() {
    return List.of();
  }

  /** How many messages each publisher sends in the tests with several threads. */
  protected int messagesUnderLoad() {
    return 20_000;
  }

  /** How often a publisher or subscriber joins and leaves in the tests with several threads. */
  protected int changesUnderLoad() {
    return 20;
  }

  @BeforeEach
  final void open() {
    Transport transport = createTransport();
    bench =
        new TransportBench(
            createPeer(transport),
            transport,
            new TransportBench.Limits(
                timeout(),
                largestMessage(),
                boundaries(),
                messagesUnderLoad(),
                changesUnderLoad()));
  }

  @AfterEach
  final void close() {
    if (bench != null) {
      bench.close();
    }
  }

  @Override
  public final TransportBench bench() {
    return Objects.requireNonNull(bench);
  }
}
