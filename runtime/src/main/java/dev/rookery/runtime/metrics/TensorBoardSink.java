package dev.rookery.runtime.metrics;

import com.google.protobuf.CodedOutputStream;
import dev.rookery.metrics.MetricsRecord;
import dev.rookery.metrics.MetricsSink;
import dev.rookery.runtime.ownership.Ownership;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes event files for TensorBoard, {@code events.out.tfevents.<seconds>.<host>}, with
 * environment steps as the steps.
 *
 * <p>A resumed run starts another file, which TensorBoard reads after the earlier ones, and says
 * there that a session starts at its first record's step. TensorBoard then leaves out what the
 * interrupted run wrote at that step or later.
 */
final class TensorBoardSink implements MetricsSink {

  private static final String PREFIX = "events.out.tfevents.";
  private static final Pattern FILE_NAME =
      Pattern.compile(Pattern.quote(PREFIX) + "(\\d{1,18})\\..*");

  /** Writes the fields of one message, which is a field of bytes where it is in another one. */
  private interface Fields {
    void writeTo(CodedOutputStream message) throws IOException;
  }

  /** Field numbers of tensorflow/core/util/event.proto. */
  private static final class EventField {
    static final int WALL_TIME = 1;
    static final int STEP = 2;
    static final int FILE_VERSION = 3;
    static final int SUMMARY = 5;
    static final int SESSION_LOG = 7;
  }

  /** Field numbers of SessionLog in the same file, and a value of its status. */
  private static final class SessionLogField {
    static final int STATUS = 1;
    static final int START = 1;
  }

  /** Field numbers of tensorflow/core/framework/summary.proto. */
  private static final class SummaryField {
    static final int VALUE = 1;
    static final int VALUE_TAG = 1;
    static final int VALUE_SIMPLE_VALUE = 2;
  }

  private final Path runDirectory;
  private final String host;
  private final InstantSource clock;
  private @Nullable OutputStream out;

  TensorBoardSink(Path runDirectory, String host, InstantSource clock) {
    this.runDirectory = runDirectory;
    this.host = host;
    this.clock = clock;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  @Override
  public void write(MetricsRecord metrics) {
    long step = metrics.environmentSteps();
    try {
      OutputStream file = out;
      if (file == null) {
        file = open();
        out = file;
        append(file, event -> event.writeString(EventField.FILE_VERSION, "brain.Event:2"));
        append(
            file,
            event -> {
              event.writeInt64(EventField.STEP, step);
              event.writeByteArray(
                  EventField.SESSION_LOG,
                  message(log -> log.writeEnum(SessionLogField.STATUS, SessionLogField.START)));
            });
      }
      append(
          file,
          event -> {
            event.writeInt64(EventField.STEP, step);
            event.writeByteArray(EventField.SUMMARY, message(summary(metrics)));
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Fields summary(MetricsRecord metrics) {
    return summary -> {
      for (Map.Entry<String, Double> metric : metrics.values().entrySet()) {
        byte[] value =
            message(
                fields -> {
                  fields.writeString(SummaryField.VALUE_TAG, metric.getKey());
                  fields.writeFloat(
                      SummaryField.VALUE_SIMPLE_VALUE, metric.getValue().floatValue());
                });
        summary.writeByteArray(SummaryField.VALUE, value);
      }
    };
  }

  private void append(OutputStream file, Fields fields) throws IOException {
    Instant now = clock.instant();
    byte[] event =
        message(
            e -> {
              e.writeDouble(EventField.WALL_TIME, now.getEpochSecond() + now.getNano() / 1e9);
              fields.writeTo(e);
            });
    file.write(TfRecord.frame(event));
  }

  /** A message in the wire format of protocol buffers. */
  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream message = CodedOutputStream.newInstance(bytes);
    fields.writeTo(message);
    message.flush();
    return bytes.toByteArray();
  }

  /** TensorBoard reads files in the order of their names, so a new one's seconds come last. */
  private OutputStream open() throws IOException {
    long latest;
    try (Stream<Path> files = Files.list(runDirectory)) {
      List<Path> earlier = files.filter(file -> seconds(file) > 0).toList();
      for (Path file : earlier) {
        Ownership.detach(file);
      }
      latest = earlier.stream().mapToLong(TensorBoardSink::seconds).max().orElse(0);
    }
    long seconds = Math.max(clock.instant().getEpochSecond(), latest + 1);
    Path file = runDirectory.resolve(PREFIX + seconds + "." + host);
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
  }

  /** The seconds in an event file's name; 0 for another file. */
  private static long seconds(Path file) {
    Matcher name = FILE_NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }
}
