package dev.rookery.runtime.metrics;

import dev.rookery.metrics.MetricsRecord;
import dev.rookery.metrics.MetricsSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
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
        append(file, event().text(EventField.FILE_VERSION, "brain.Event:2"));
        ProtobufMessage start =
            new ProtobufMessage().number(SessionLogField.STATUS, SessionLogField.START);
        append(file, event().number(EventField.STEP, step).message(EventField.SESSION_LOG, start));
      }
      ProtobufMessage summary = new ProtobufMessage();
      metrics
          .values()
          .forEach(
              (name, value) ->
                  summary.message(
                      SummaryField.VALUE,
                      new ProtobufMessage()
                          .text(SummaryField.VALUE_TAG, name)
                          .float32(SummaryField.VALUE_SIMPLE_VALUE, value.floatValue())));
      append(file, event().number(EventField.STEP, step).message(EventField.SUMMARY, summary));
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

  private ProtobufMessage event() {
    Instant now = clock.instant();
    return new ProtobufMessage()
        .float64(EventField.WALL_TIME, now.getEpochSecond() + now.getNano() / 1e9);
  }

  private static void append(OutputStream file, ProtobufMessage event) throws IOException {
    file.write(TfRecord.frame(event.toByteArray()));
  }

  /** TensorBoard reads files in the order of their names, so a new one's seconds come last. */
  private OutputStream open() throws IOException {
    long latest;
    try (Stream<Path> files = Files.list(runDirectory)) {
      latest = files.mapToLong(TensorBoardSink::seconds).max().orElse(0);
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
