package dev.rookery.runtime.wire;

import dev.rookery.runtime.wire.codec.EpisodeDecoder;
import dev.rookery.runtime.wire.codec.MeasurementDecoder;
import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads actors' {@link Reports} in place. One object reads all messages. */
public final class ReportReader {

  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final EpisodeDecoder episode = new EpisodeDecoder();
  private final MeasurementDecoder measurement = new MeasurementDecoder();
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private boolean isEpisode;

  /**
   * Reads a message, which must not change until the next call.
   *
   * @return this
   * @throws WireException if the message is not a report
   */
  public ReportReader wrap(ByteBuffer message, int offset, int length) {
    view.wrap(message, offset, length);
    isEpisode = Headers.template(header, view, length, "a report") == EpisodeDecoder.TEMPLATE_ID;
    if (isEpisode) {
      Headers.check(
          header,
          view,
          length,
          "a report",
          EpisodeDecoder.TEMPLATE_ID,
          EpisodeDecoder.BLOCK_LENGTH);
      episode.wrapAndApplyHeader(view, 0, header);
    } else {
      Headers.check(
          header,
          view,
          length,
          "a report",
          MeasurementDecoder.TEMPLATE_ID,
          MeasurementDecoder.BLOCK_LENGTH);
      measurement.wrapAndApplyHeader(view, 0, header);
      Headers.checkLength(
          "a measurement", Reports.MEASUREMENT_BYTES, measurement.nameLength(), length);
    }
    return this;
  }

  /** The session that the report is of. */
  public long session() {
    return isEpisode ? episode.session() : measurement.session();
  }

  /** Which actor, from 0. */
  public int actorId() {
    return isEpisode ? episode.actorId() : measurement.actorId();
  }

  /** Passes the report on to the listener. */
  public void tell(Reports.Listener listener) {
    if (isEpisode) {
      listener.onEpisode(
          episode.actorId(), episode.episodeReturn(), episode.learnerReturn(), episode.length());
    } else {
      String name = Headers.text(view, Reports.MEASUREMENT_BYTES, measurement.nameLength());
      listener.onMeasurement(measurement.actorId(), name, measurement.value());
    }
  }
}
