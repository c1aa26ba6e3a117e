package dev.rookery.cli.benchmark.report;

import dev.rookery.cli.benchmark.Benchmark;
import dev.rookery.cli.benchmark.FlatConfig;
import dev.rookery.cli.benchmark.RecordFile;
import dev.rookery.cli.benchmark.RunLabel;
import dev.rookery.cli.benchmark.RunRecord;
import dev.rookery.cli.benchmark.Suite;
import dev.rookery.cli.benchmark.SuiteEnvironment;
import dev.rookery.settings.Names;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records of several directories, perhaps of several machines and days, that can be compared: no
 * run counts twice, and runs of one name have the same settings.
 */
public final class RecordSet {

  /** A record, and its file for messages. */
  private record Found(Path file, RunRecord record) {}

  private final List<RunRecord> records;
  private final Map<String, String> common;
  private final List<String> labels;
  private final List<String> environments;
  private final List<String> notes;

  private RecordSet(List<Found> found, List<String> first, List<String> notes) {
    records =
        found.stream()
            .map(Found::record)
            .sorted(Comparator.comparingLong(RunRecord::seed))
            .toList();
    common = new TreeMap<>(records.get(0).chosen());
    records.forEach(record -> common.entrySet().retainAll(record.chosen().entrySet()));
    labels =
        records.stream()
            .sorted(
                Comparator.<RunRecord>comparingInt(record -> rank(first, record.algorithm()))
                    .thenComparing(this::label))
            .map(this::label)
            .distinct()
            .toList();
    List<String> known =
        Suite.all().stream()
            .flatMap(suite -> suite.environments().stream())
            .map(SuiteEnvironment::name)
            .toList();
    environments =
        records.stream()
            .map(RunRecord::environment)
            .distinct()
            .sorted(
                Comparator.<String>comparingInt(name -> rank(known, name))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    this.notes = List.copyOf(notes);
  }

  /**
   * Reads all records.
   *
   * @param directories outputs of benchmarks, or directories that have nothing but records
   * @param first algorithms that come before the others, in this order; the others come by name
   * @throws SettingsException if there is no record, one cannot be read, two differ that are of the
   *     same run, or runs of one name have different settings
   */
  public static RecordSet read(List<Path> directories, List<String> first) {
    return of(found(directories), first);
  }

  /**
   * Reads the records of some algorithms.
   *
   * @param directories outputs of benchmarks, or directories that have nothing but records
   * @param algorithms the ones that count, in order
   * @throws SettingsException as {@link #read} does, or if one of them has no record
   */
  public static RecordSet readOnly(List<Path> directories, List<String> algorithms) {
    List<Found> found = found(directories);
    List<String> names = found.stream().map(f -> f.record.algorithm()).distinct().sorted().toList();
    for (String algorithm : algorithms) {
      if (!names.contains(algorithm)) {
        throw Names.unknown("algorithm of the records", algorithm, names);
      }
    }
    return of(
        found.stream().filter(f -> algorithms.contains(f.record.algorithm())).toList(), algorithms);
  }

  private static RecordSet of(List<Found> found, List<String> first) {
    List<String> notes = new ArrayList<>();
    List<Found> once = withoutCopies(found, notes);
    refuseDifferentSettings(once);
    return new RecordSet(once, first, notes);
  }

  private static List<Found> found(List<Path> directories) {
    List<Found> found = new ArrayList<>();
    for (Path directory : directories) {
      files(directory).forEach(file -> found.add(new Found(file, RecordFile.read(file))));
    }
    if (found.isEmpty()) {
      throw new SettingsException(
          "there are no records of runs in "
              + directories.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }
    return found;
  }

  /** All records, by their seeds. */
  public List<RunRecord> all() {
    return records;
  }

  /** The settings that were chosen for all runs alike, in one line; empty if there are none. */
  public String common() {
    return RunLabel.settings(common);
  }

  /**
   * The names of what is compared, in order: an algorithm, and the settings that were chosen for
   * some runs only.
   */
  public List<String> labels() {
    return labels;
  }

  /** The environments, those of suites first and in their order. */
  public List<String> environments() {
    return environments;
  }

  /** What was noticed as the records were read, for people. */
  public List<String> notes() {
    return notes;
  }

  /** The records of one name on one environment, by their seeds. */
  public List<RunRecord> of(String label, String environment) {
    return records.stream()
        .filter(record -> label(record).equals(label))
        .filter(record -> record.environment().equals(environment))
        .toList();
  }

  /** The names that have runs on an environment, in order. */
  public List<String> labelsOn(String environment) {
    return labels.stream().filter(label -> !of(label, environment).isEmpty()).toList();
  }

  /** The environments with a scale on which every name has runs: those that can be averaged. */
  public List<SuiteEnvironment> shared() {
    return environments.stream()
        .filter(environment -> labelsOn(environment).size() == labels.size())
        .map(Suite::environmentOfAny)
        .flatMap(Optional::stream)
        .toList();
  }

  private String label(RunRecord record) {
    Map<String, String> own = new TreeMap<>(record.chosen());
    own.keySet().removeAll(common.keySet());
    return RunLabel.of(record.algorithm(), own);
  }

  private static int rank(List<String> order, String name) {
    int index = order.indexOf(name);
    return index < 0 ? order.size() : index;
  }

  private static List<Path> files(Path directory) {
    Path records = Benchmark.recordsIn(directory);
    Path folder = Files.isDirectory(records) ? records : directory;
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(RecordFile.EXTENSION)).sorted().toList();
    } catch (IOException e) {
      throw new SettingsException("cannot read records in %s: %s".formatted(folder, e), e);
    }
  }

  /** A copy of a record counts once; another record of the same run is refused. */
  private static List<Found> withoutCopies(List<Found> found, List<String> notes) {
    Map<List<Object>, Found> once = new LinkedHashMap<>();
    for (Found next : found) {
      RunRecord record = next.record;
      Found before =
          once.putIfAbsent(List.of(record.environment(), record.label(), record.seed()), next);
      if (before != null && before.record.equals(record)) {
        notes.add("%s is a copy of %s, and counts once".formatted(next.file, before.file));
      } else if (before != null) {
        throw new SettingsException(
            "%s and %s are both of %s on %s with seed %s: move one of them away"
                .formatted(
                    before.file, next.file, record.label(), record.environment(), record.seed()));
      }
    }
    return List.copyOf(once.values());
  }

  private static void refuseDifferentSettings(List<Found> found) {
    Map<List<String>, Found> first = new LinkedHashMap<>();
    for (Found next : found) {
      RunRecord record = next.record;
      Found before = first.putIfAbsent(List.of(record.environment(), record.label()), next);
      if (before != null) {
        Map<String, String> settings = before.record.config();
        FlatConfig.difference(settings, record.config())
            .ifPresent(
                name -> {
                  throw new SettingsException(
                      ("%s and %s are both of %s on %s, but %s is %s in one and %s in the other:"
                              + " report on them apart")
                          .formatted(
                              before.file,
                              next.file,
                              record.label(),
                              record.environment(),
                              name,
                              settings.get(name),
                              record.config().get(name)));
                });
      }
    }
  }
}
