package dev.rookery.cli.benchmark.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.cli.benchmark.RecordFile;
import dev.rookery.cli.benchmark.Records;
import dev.rookery.cli.benchmark.RunRecord;
import dev.rookery.cli.benchmark.SuiteEnvironment;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordSetTest {

  @TempDir Path directory;

  @Test
  void recordsOfSeveralDirectoriesAreOneSet() throws IOException {
    write("a/records/1.json", record("dqn", "CartPole-v1", 2));
    write("a/records/2.json", record("c51", "CartPole-v1", 1));
    write("b/3.json", record("dqn", "CartPole-v1", 1));
    write("b/4.json", record("dqn", "Acrobot-v1", 1));
    Files.writeString(directory.resolve("b/README.md"), "no record");
    RecordSet set = read("a", "b");
    assertEquals(List.of("c51", "dqn"), set.labels());
    assertEquals(List.of("CartPole-v1", "Acrobot-v1"), set.environments());
    assertEquals(
        List.of(1L, 2L), set.of("dqn", "CartPole-v1").stream().map(RunRecord::seed).toList());
    assertEquals(List.of("dqn"), set.labelsOn("Acrobot-v1"));
    assertEquals(
        List.of("CartPole-v1"), set.shared().stream().map(SuiteEnvironment::name).toList());
    assertEquals(List.of(), set.notes());
  }

  @Test
  void algorithmsMayBeChosenAndPutInOrder() throws IOException {
    write("a/1.json", record("dqn", "CartPole-v1", 1));
    write("a/2.json", record("c51", "CartPole-v1", 1));
    write("a/3.json", record("iqn", "CartPole-v1", 1));
    List<Path> a = List.of(directory.resolve("a"));
    assertEquals(List.of("iqn", "c51"), RecordSet.readOnly(a, List.of("iqn", "c51")).labels());
    assertEquals(List.of("iqn", "c51", "dqn"), RecordSet.read(a, List.of("iqn", "x")).labels());
    SettingsException refused =
        assertThrows(SettingsException.class, () -> RecordSet.readOnly(a, List.of("dqm")));
    assertTrue(
        refused
            .getMessage()
            .startsWith("unknown algorithm of the records 'dqm'; did you mean 'dqn'?"),
        refused.getMessage());
  }

  @Test
  void namesSayTheSettingsInWhichRunsDiffer() throws IOException {
    Map<String, String> common = Map.of("run.steps", "1000");
    Map<String, String> more = Map.of("run.steps", "1000", "algorithm.double", "true");
    write("a/1.json", Records.of("dqn", "CartPole-v1", 1, common, 1));
    write("a/2.json", Records.of("dqn", "CartPole-v1", 1, more, 2));
    RecordSet set = read("a");
    assertEquals(List.of("dqn", "dqn (double=true)"), set.labels());
    assertEquals("run.steps=1000", set.common());
    assertEquals(2, set.of("dqn (double=true)", "CartPole-v1").get(0).score());
  }

  @Test
  void aCopyCountsOnceAndIsTold() throws IOException {
    write("a/1.json", record("dqn", "CartPole-v1", 1));
    write("b/1.json", record("dqn", "CartPole-v1", 1));
    RecordSet set = read("a", "b");
    assertEquals(1, set.all().size());
    assertEquals(
        List.of(
            "%s is a copy of %s, and counts once"
                .formatted(directory.resolve("b/1.json"), directory.resolve("a/1.json"))),
        set.notes());
  }

  @Test
  void twoRecordsOfOneRunAreRefused() throws IOException {
    write("a/1.json", record("dqn", "CartPole-v1", 1));
    write("b/2.json", Records.of("dqn", "CartPole-v1", 1, Map.of(), 99));
    refused("are both of dqn on CartPole-v1 with seed 1: move one", "a", "b");
  }

  @Test
  void runsOfOneNameHaveTheSameSettings() throws IOException {
    write("a/1.json", Records.with(record("dqn", "CartPole-v1", 1), "algorithm.x", "1"));
    write("a/2.json", Records.with(record("dqn", "CartPole-v1", 2), "algorithm.x", "2"));
    refused("but algorithm.x is 1 in one and 2 in the other", "a");
    // One that was made before there was the setting.
    write("a/2.json", record("dqn", "CartPole-v1", 2));
    assertEquals(2, read("a").all().size());
    // On another environment, an algorithm may be tuned to something else.
    write("a/2.json", Records.with(record("dqn", "Acrobot-v1", 2), "algorithm.x", "2"));
    assertEquals(2, read("a").all().size());
  }

  @Test
  void withoutRecordsThereIsNothingToReport() throws IOException {
    Files.createDirectory(directory.resolve("a"));
    refused("there are no records of runs in " + directory.resolve("a"), "a");
    refused("cannot read records in " + directory.resolve("missing"), "missing");
  }

  private static RunRecord record(String algorithm, String environment, long seed) {
    return Records.of(algorithm, environment, seed, Map.of(), 1, 2);
  }

  private void write(String file, RunRecord record) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    RecordFile.write(record, path);
  }

  private RecordSet read(String... directories) {
    return RecordSet.read(
        List.of(directories).stream().map(directory::resolve).toList(), List.of());
  }

  private void refused(String reason, String... directories) {
    SettingsException refused = assertThrows(SettingsException.class, () -> read(directories));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }
}
