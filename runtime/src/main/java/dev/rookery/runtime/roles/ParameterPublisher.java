package dev.rookery.runtime.roles;

import dev.rookery.parameters.ParameterLayout;
import dev.rookery.runtime.wire.ParameterMessage;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;

/**
 * The sending end of the parameter stream. Keeps the last snapshot, and sends it again for those
 * who were not there.
 */
final class ParameterPublisher implements AutoCloseable {

  /** Who has none at all gets some soon; who has old ones gets new ones with the next update. */
  private static final long FIRST_NANOS = 100_000_000L;

  private static final long AGAIN_NANOS = 1_000_000_000L;

  private final ParameterMessage message;
  private final Publication publication;
  private final NanoClock clock;
  private long version;
  private boolean waiting;
  private long published;

  ParameterPublisher(ParameterLayout layout, Transport transport, NanoClock clock) {
    this.clock = clock;
    message = new ParameterMessage(layout);
    publication = transport.publish(Streams.PARAMETERS, (long) Float.BYTES * layout.size());
    published = clock.nanoTime() - AGAIN_NANOS;
  }

  /** The version of the last snapshot. */
  long version() {
    return version;
  }

  /** The run goes on from this version. */
  void resumeAt(long newVersion) {
    version = newVersion;
  }

  /** Takes a new snapshot, to be sent from now on. */
  void write(long environmentSteps, long learnerSteps, Consumer<ByteBuffer> values) {
    message.write(++version, environmentSteps, learnerSteps, values);
    waiting = true;
  }

  /** Whether the last snapshot has not been sent yet. */
  boolean isWaiting() {
    return waiting;
  }

  /**
   * Sends what waits.
   *
   * @return whether something was sent; where nobody listens there is nothing to wait for
   */
  boolean send() {
    if (!waiting || message.offer(publication) == Publication.BACK_PRESSURED) {
      return false;
    }
    waiting = false;
    published = clock.nanoTime();
    return true;
  }

  /** Sends the last snapshot once more. */
  void sendAgain() {
    waiting = version > 0;
  }

  /**
   * Sends the last snapshot once more if somebody lacks it, and not too often.
   *
   * @param oldest version that anybody has; 0: none
   */
  void sendAgainTo(long oldest) {
    if (oldest < version && !waiting) {
      long pause = oldest == 0 ? FIRST_NANOS : AGAIN_NANOS;
      waiting = clock.nanoTime() - published >= pause;
    }
  }

  @Override
  public void close() {
    publication.close();
  }
}
