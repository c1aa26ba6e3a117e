package dev.rookery.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;
import org.tensorflow.util.SessionLog;

/**
 * Holds that TensorBoard can read the event files: the frames by a decoder written from the
 * TFRecord format, with a bit-by-bit CRC32C; the messages by the protobuf classes that TensorFlow
 * publishes, which are made from the same definitions as TensorBoard's own.
 */
class TensorBoardSinkTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05.25Z");

  @TempDir Path directory;

  @BeforeAll
  static void allowOldGeneratedCode() {
    // Protobuf refuses classes as old as TensorFlow's, for the harm that hostile input can do.
    System.setProperty("com.google.protobuf.use_unsafe_pre22_gencode", "true");
  }

  @Test
  void aFileBeginsByteForByteLikeTensorFlows() throws IOException {
    write(1000);
    byte[] start = Arrays.copyOf(Files.readAllBytes(files().get(0)), 40);
    // As in every event file of TensorFlow: 24 bytes follow, the checksum of "24", wall_time (field
    // 1, 8 bytes), file_version (field 3, 13 bytes).
    String wallTime = HexFormat.of().formatHex(littleEndian(8).putDouble(1767323045.25).array());
    assertEquals(
        "1800000000000000" + "a37f4b22" + "09" + wallTime + "1a0d" + hex("brain.Event:2"),
        HexFormat.of().formatHex(start, 0, 36));
  }

  @Test
  void everyMetricIsAScalarAtItsEnvironmentStep() throws IOException {
    try (TensorBoardSink sink = sink()) {
      sink.write(Records.at(1000, Map.of("episode/return_mean", 21.5, "learner/loss", -1e-3)));
      sink.write(Records.at(5_000_000_000L, Map.of("evaluation/return_mean", 500.0)));
    }
    List<Event> events = read(files().get(0));
    assertEquals(4, events.size());
    assertEquals("brain.Event:2", events.get(0).getFileVersion());
    assertEquals(1000, events.get(2).getStep());
    assertEquals(1767323045.25, events.get(2).getWallTime());
    assertEquals(
        Map.of("episode/return_mean", 21.5f, "learner/loss", -1e-3f), scalars(events.get(2)));
    assertEquals(5_000_000_000L, events.get(3).getStep());
    assertEquals(Map.of("evaluation/return_mean", 500f), scalars(events.get(3)));
  }

  @Test
  void aResumedRunStartsALaterFileThatSaysFromWhichStepItHolds() throws IOException {
    write(1000, 2000, 3000);
    write(2000, 3000); // within the same second
    List<Path> files = files();
    assertEquals(
        List.of("events.out.tfevents.1767323045.host", "events.out.tfevents.1767323046.host"),
        files.stream().map(file -> file.getFileName().toString()).toList());
    for (Path file : files) {
      assertEquals(SessionLog.SessionStatus.START, read(file).get(1).getSessionLog().getStatus());
    }
    // Of two session starts, TensorBoard takes the second as a restart at that step.
    assertEquals(2000, read(files.get(1)).get(1).getStep());
  }

  @Test
  void otherFilesInTheDirectoryDoNotMatter() throws IOException {
    Files.createFile(directory.resolve("events.out.tfevents.many.host"));
    Files.createFile(directory.resolve("metrics.csv"));
    write(1000);
    assertTrue(Files.exists(directory.resolve("events.out.tfevents.1767323045.host")));
  }

  @Test
  void theChecksumIsCrc32c() {
    // RFC 3720, appendix B.4.
    assertEquals(masked(0x8A9136AA), TfRecord.maskedCrc(new byte[32], 32));
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) 0xFF);
    assertEquals(masked(0x62A8AB43), TfRecord.maskedCrc(ones, 32));
    byte[] ascending = new byte[32];
    for (int i = 0; i < 32; i++) {
      ascending[i] = (byte) i;
    }
    assertEquals(masked(0x46DD794E), TfRecord.maskedCrc(ascending, 32));
    assertEquals(0x46DD794E, crc32c(ascending));
  }

  private TensorBoardSink sink() {
    return new TensorBoardSink(directory, "host", () -> START);
  }

  private void write(long... steps) {
    try (TensorBoardSink sink = sink()) {
      for (long step : steps) {
        sink.write(Records.at(step, Map.of("a/x", 1.0)));
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static Map<String, Float> scalars(Event event) {
    Map<String, Float> scalars = new TreeMap<>();
    for (Summary.Value value : event.getSummary().getValueList()) {
      assertEquals(Summary.Value.ValueCase.SIMPLE_VALUE, value.getValueCase());
      scalars.put(value.getTag(), value.getSimpleValue());
    }
    return scalars;
  }

  /** Decodes the frames, checks both checksums of each, and parses the events. */
  private static List<Event> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] length = new byte[8];
      bytes.get(length);
      assertEquals(masked(crc32c(length)), bytes.getInt(), "checksum of the length");
      byte[] data =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      bytes.get(data);
      assertEquals(masked(crc32c(data)), bytes.getInt(), "checksum of the data");
      Event event = Event.parseFrom(data);
      assertTrue(event.getUnknownFields().asMap().isEmpty(), "unknown fields in " + event);
      events.add(event);
    }
    return events;
  }

  private static int masked(int crc) {
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  /** Castagnoli's polynomial, reflected, a bit at a time. */
  private static int crc32c(byte[] bytes) {
    int crc = ~0;
    for (byte b : bytes) {
      crc ^= b & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * 0x82F63B78);
      }
    }
    return ~crc;
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes());
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
