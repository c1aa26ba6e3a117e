package dev.rookery.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

  @TempDir Path directory;

  @Test
  void whatIsWrittenIsRead() {
    RunRecord record =
        Records.of("dqn", "CartPole-v1", 7, Map.of("algorithm.a", "b"), -1.5, 500, 1e-9, 1e300);
    RecordFile.write(record, file());
    assertEquals(record, RecordFile.read(file()));
  }

  /** As many evaluations of as many episodes as the suites have at most. */
  @Test
  void aRecordIsSmall() throws IOException {
    RunRecord one = Records.of("dqn", "CartPole-v1", 1, Map.of(), 500);
    RunRecord.Returns returns =
        new RunRecord.Returns(200_000, 50_000, 123.456789, Collections.nCopies(100, 500.0), 0);
    RunRecord whole =
        new RunRecord(
            one.format(),
            one.suite(),
            one.algorithm(),
            one.environment(),
            one.seed(),
            one.chosen(),
            one.command(),
            one.finished(),
            one.stoppedBecause(),
            one.environmentSteps(),
            one.learnerSteps(),
            one.wallSeconds(),
            one.starts(),
            one.software(),
            one.machine(),
            one.config(),
            returns,
            Collections.nCopies(40, returns));
    RecordFile.write(whole, file());
    assertTrue(Files.size(file()) < 35_000, Files.size(file()) + " bytes");
    assertTrue(Files.readString(file()).contains("[ 500, 500, "));
  }

  @Test
  void whatIsNoRecordIsRefused() throws IOException {
    refused("cannot read the record");
    Files.writeString(file(), "not JSON");
    refused("cannot read the record");
    Files.writeString(file(), "{}");
    refused("is not the record of a benchmark's run");
    Files.writeString(file(), "{\"format\": 2}");
    refused("is a record of format 2, which is newer than this Rookery");
    Files.writeString(file(), "{\"format\": 1, \"suite\": \"classic\"}");
    refused("cannot read the record");
  }

  @Test
  void fieldsOfLaterVersionsAreNoObstacle() throws IOException {
    RunRecord record = Records.of("dqn", "CartPole-v1", 7, Map.of(), 1);
    RecordFile.write(record, file());
    Files.writeString(
        file(), Files.readString(file()).replaceFirst("\\{", "{\n  \"more\" : [ 1 ],"));
    assertEquals(record, RecordFile.read(file()));
  }

  @Test
  void whatCannotBeWrittenIsToldAndAllOrNothing() {
    RunRecord record = Records.of("dqn", "CartPole-v1", 7, Map.of(), 1);
    assertThrows(
        RookeryException.class,
        () -> RecordFile.write(record, directory.resolve("missing").resolve("r.json")));
    assertEquals(List.of(), List.of(directory.toFile().list()));
  }

  private void refused(String reason) {
    SettingsException refused =
        assertThrows(SettingsException.class, () -> RecordFile.read(file()));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    assertTrue(refused.getMessage().contains(file().toString()), refused.getMessage());
    assertTrue(refused.getMessage().lines().count() == 1, refused.getMessage());
  }

  private Path file() {
    return directory.resolve("record.json");
  }
}
