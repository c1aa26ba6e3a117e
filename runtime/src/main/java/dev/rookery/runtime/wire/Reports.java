package dev.rookery.runtime.wire;

import dev.rookery.internal.DirectBuffers;
import dev.rookery.runtime.wire.codec.EpisodeDecoder;
import dev.rookery.runtime.wire.codec.EpisodeEncoder;
import dev.rookery.runtime.wire.codec.MeasurementDecoder;
import dev.rookery.runtime.wire.codec.MeasurementEncoder;
import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import dev.rookery.runtime.wire.codec.MessageHeaderEncoder;
import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes an actor's reports: episodes that ended, and measurements. Not thread-safe. */
public final class Reports {

  /** Is told what actors report. */
  public interface Listener {

    /**
     * An episode ended.
     *
     * @param episodeReturn of the environment's own rewards
     * @param learnerReturn of the rewards that the learner gets
     */
    void onEpisode(int actorId, double episodeReturn, double learnerReturn, int length);

    /** An actor measured a value of the metric {@code name}. */
    void onMeasurement(int actorId, String name, double value);
  }

  static final int EPISODE_BYTES =
      MessageHeaderDecoder.ENCODED_LENGTH + EpisodeDecoder.BLOCK_LENGTH;
  static final int MEASUREMENT_BYTES =
      MessageHeaderDecoder.ENCODED_LENGTH + MeasurementDecoder.BLOCK_LENGTH;

  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final EpisodeEncoder episode = new EpisodeEncoder();
  private final MeasurementEncoder measurement = new MeasurementEncoder();
  private final ByteBuffer bytes = DirectBuffers.allocate(1024);
  private final UnsafeBuffer view = new UnsafeBuffer(bytes);
  private final int actorId;
  private final long session;

  /** Makes the reports of one session. */
  public Reports(int actorId, long session) {
    this.actorId = actorId;
    this.session = session;
  }

  /** Offers the result of an episode; see {@link Publication#offer}. */
  public long offerEpisode(
      Publication publication, double episodeReturn, double learnerReturn, int length) {
    episode
        .wrapAndApplyHeader(view, 0, header)
        .session(session)
        .actorId(actorId)
        .length(length)
        .episodeReturn(episodeReturn)
        .learnerReturn(learnerReturn);
    return publication.offer(bytes, 0, EPISODE_BYTES);
  }

  /** Offers a measurement, whose name is cut to what fits; see {@link Publication#offer}. */
  public long offerMeasurement(Publication publication, String name, double value) {
    byte[] text = Headers.bytes(name, bytes.capacity() - MEASUREMENT_BYTES);
    int length = text.length;
    measurement
        .wrapAndApplyHeader(view, 0, header)
        .session(session)
        .actorId(actorId)
        .nameLength(length)
        .value(value);
    view.putBytes(MEASUREMENT_BYTES, text, 0, length);
    return publication.offer(bytes, 0, MEASUREMENT_BYTES + length);
  }
}
