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
 * Publishes snapshots of parameters. Keeps the last one, and sends it again for actors that missed
 * it.
 */
final class ParameterPublisher implements AutoCloseable {

  /** For actors without parameters the last snapshot is sent again after this time. */
  private static final long REPEAT_TO_NEW_ACTORS_NANOS = 100_000_000L;

  /** For actors with an old version it is sent again later, since the next one may come first. */
  private static final long REPEAT_NANOS = 1_000_000_000L;

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
    published = clock.nanoTime() - REPEAT_NANOS;
  }

  /** The version of the last snapshot. */
  long version() {
    return version;
  }

  /** Continues a resumed run, whose last snapshot had this version. */
  void resumeAt(long newVersion) {
    version = newVersion;
  }

  /** Writes a new snapshot, which replaces one that still waits. */
  void write(long environmentSteps, long learnerSteps, Consumer<ByteBuffer> values) {
    message.write(++version, environmentSteps, learnerSteps, values);
    waiting = true;
  }

  /** Whether the last snapshot waits to be sent. */
  boolean isWaiting() {
    return waiting;
  }

  /**
   * Sends the snapshot that waits, if any. Without subscribers it counts as sent.
   *
   * @return whether a snapshot was sent
   */
  boolean send() {
    if (!waiting || message.offer(publication) == Publication.BACK_PRESSURED) {
      return false;
    }
    waiting = false;
    published = clock.nanoTime();
    return true;
  }

  /** Makes the last snapshot wait to be sent again. */
  void sendAgain() {
    waiting = version > 0;
  }

  /**
   * Makes the last snapshot wait to be sent again if an actor lacks it, but not too often.
   *
   * @param oldest the oldest version that an actor has; 0 if an actor has none
   */
  void sendAgainTo(long oldest) {
    if (oldest < version && !waiting) {
      long pause = oldest == 0 ? REPEAT_TO_NEW_ACTORS_NANOS : REPEAT_NANOS;
      waiting = clock.nanoTime() - published >= pause;
    }
  }

  @Override
  public void close() {
    publication.close();
  }
}
