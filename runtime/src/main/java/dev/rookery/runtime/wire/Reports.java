package dev.rookery.runtime.wire;

import dev.rookery.runtime.wire.codec.EpisodeDecoder;
import dev.rookery.runtime.wire.codec.EpisodeEncoder;
import dev.rookery.runtime.wire.codec.MeasurementDecoder;
import dev.rookery.runtime.wire.codec.MeasurementEncoder;
import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import dev.rookery.runtime.wire.codec.MessageHeaderEncoder;
import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** An actor's reports: episodes that ended, and numbers to plot. */
public final class Reports {

  /** Hears what actors report. */
  public interface Listener {

    /** An episode ended. */
    void onEpisode(int actorId, double episodeReturn, int length);

    /** An actor measured something. */
    void onMeasurement(int actorId, String name, double value);
  }

  private static final int EPISODE_BYTES =
      MessageHeaderDecoder.ENCODED_LENGTH + EpisodeDecoder.BLOCK_LENGTH;
  private static final int MEASUREMENT_BYTES =
      MessageHeaderDecoder.ENCODED_LENGTH + MeasurementDecoder.BLOCK_LENGTH;

  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final EpisodeEncoder episode = new EpisodeEncoder();
  private final MeasurementEncoder measurement = new MeasurementEncoder();
  private final ByteBuffer bytes = Headers.allocate(1024);
  private final UnsafeBuffer view = new UnsafeBuffer(bytes);
  private final int actorId;

  /** For the reports of one actor. */
  public Reports(int actorId) {
    this.actorId = actorId;
  }

  /** Offers an episode's end; see {@link Publication#offer}. */
  public long offerEpisode(Publication publication, double episodeReturn, int length) {
    episode
        .wrapAndApplyHeader(view, 0, header)
        .actorId(actorId)
        .length(length)
        .episodeReturn(episodeReturn);
    return publication.offer(bytes, 0, EPISODE_BYTES);
  }

  /** Offers a measurement; a name is cut to what fits into a message. */
  public long offerMeasurement(Publication publication, String name, double value) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, bytes.capacity() - MEASUREMENT_BYTES);
    measurement
        .wrapAndApplyHeader(view, 0, header)
        .actorId(actorId)
        .nameLength(length)
        .value(value);
    view.putBytes(MEASUREMENT_BYTES, text, 0, length);
    return publication.offer(bytes, 0, MEASUREMENT_BYTES + length);
  }

  /**
   * Reads a report and tells the listener.
   *
   * @throws WireException if the message is no report
   */
  public static void read(ByteBuffer message, int offset, int length, Listener listener) {
    UnsafeBuffer view = new UnsafeBuffer(message, offset, length);
    MessageHeaderDecoder header = new MessageHeaderDecoder();
    boolean isEpisode =
        length >= MessageHeaderDecoder.ENCODED_LENGTH
            && header.wrap(view, 0).templateId() == EpisodeDecoder.TEMPLATE_ID;
    Headers.check(
        header,
        view,
        length,
        "a report",
        isEpisode ? EpisodeDecoder.TEMPLATE_ID : MeasurementDecoder.TEMPLATE_ID,
        EpisodeDecoder.SCHEMA_ID,
        EpisodeDecoder.SCHEMA_VERSION,
        isEpisode ? EpisodeDecoder.BLOCK_LENGTH : MeasurementDecoder.BLOCK_LENGTH);
    if (isEpisode) {
      EpisodeDecoder decoder = new EpisodeDecoder().wrapAndApplyHeader(view, 0, header);
      listener.onEpisode(decoder.actorId(), decoder.episodeReturn(), decoder.length());
      return;
    }
    MeasurementDecoder decoder = new MeasurementDecoder().wrapAndApplyHeader(view, 0, header);
    int nameLength = decoder.nameLength();
    if (nameLength < 0 || MEASUREMENT_BYTES + nameLength != length) {
      throw new WireException(
          "a measurement whose name claims %d bytes is %d bytes long"
              .formatted(nameLength, length));
    }
    byte[] text = new byte[nameLength];
    view.getBytes(MEASUREMENT_BYTES, text);
    listener.onMeasurement(
        decoder.actorId(), new String(text, StandardCharsets.UTF_8), decoder.value());
  }
}
