package dev.rookery.cli.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.rookery.RookeryException;
import dev.rookery.core.file.WholeFile;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records of runs as JSON files. */
public final class RecordFile {

  /** What the files' names end with. */
  public static final String EXTENSION = ".json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new SimpleModule().addSerializer(new ShortDoubles()))
          .build();

  private RecordFile() {}

  /**
   * Reads a record.
   *
   * @throws SettingsException if the file cannot be read, or is no record that this version knows
   */
  public static RunRecord read(Path file) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      int format = json.path("format").asInt();
      if (format != RunRecord.FORMAT) {
        throw new SettingsException(
            format > RunRecord.FORMAT
                ? "%s is a record of format %s, which is newer than this Rookery"
                    .formatted(file, format)
                : "%s is not the record of a benchmark's run".formatted(file));
      }
      return JSON.treeToValue(json, RunRecord.class);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new SettingsException("cannot read the record %s: %s".formatted(file, reason), e);
    }
  }

  /**
   * Writes a record; a file that is there already is replaced as a whole.
   *
   * @param file in a directory that exists
   * @throws RookeryException if it cannot be written
   */
  public static void write(RunRecord record, Path file) {
    try {
      WholeFile.write(file, (JSON.writeValueAsString(record) + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new RookeryException("cannot write the record %s: %s".formatted(file, e), e);
    }
  }

  /** Most returns are whole numbers, which need no {@code .0}. */
  private static final class ShortDoubles extends StdSerializer<Double> {

    private static final long serialVersionUID = 1;
    private static final double LARGEST = 1e15;

    ShortDoubles() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (value == Math.rint(value) && Math.abs(value) < LARGEST) {
        json.writeNumber(value.longValue());
      } else {
        json.writeNumber(value);
      }
    }
  }
}
