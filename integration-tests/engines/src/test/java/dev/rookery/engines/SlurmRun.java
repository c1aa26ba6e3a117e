package dev.rookery.engines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A training whose learner is one job of a cluster, and whose actors are the tasks of another. */
final class SlurmRun {

  private static final int STEPS_COLUMN = 0;

  private final SlurmCluster cluster;
  private final Path directory;
  private final Path run;
  private final int actors;
  private final Map<String, String> environment;
  private String learner = "";
  private String array = "";

  /**
   * Prepares a run.
   *
   * @param directory where its scripts, its logs and its run directory are
   * @param train options of {@code rookery train}
   */
  SlurmRun(SlurmCluster cluster, Path directory, int actors, String train) throws IOException {
    this.cluster = cluster;
    this.directory = directory;
    this.actors = actors;
    run = directory.resolve("run");
    environment =
        Map.of(
            "ROOKERY",
            SlurmCluster.rookery().toString(),
            "RUN",
            run.toString(),
            "TRAIN",
            train + " --actors " + actors);
    for (String script : List.of("learner.sbatch", "actors.sbatch")) {
      try (var resource = SlurmRun.class.getResourceAsStream(script)) {
        Files.copy(resource, directory.resolve(script));
      }
    }
  }

  /** Submits both jobs. */
  void start(String... options) {
    learner = submit("learner.sbatch", options);
    array = submit("actors.sbatch", "--array=0-" + (actors - 1), "--dependency=after:" + learner);
  }

  private String submit(String script, String... options) {
    return cluster.submit(
        directory,
        environment,
        Stream.concat(Stream.of(options), Stream.of(script)).toArray(String[]::new));
  }

  /** The number of the learner's job. */
  String learner() {
    return learner;
  }

  /** The number of an actor's task. */
  String actor(int index) {
    return array + "_" + index;
  }

  /** Waits until something is so. */
  void await(String what, Duration limit, BooleanSupplier condition) {
    Waiting.until(what, limit, condition, this::state);
  }

  /** Waits until the learner has counted more steps than now. */
  void awaitProgress(Duration limit) {
    long before = measuredSteps();
    await("more than %d steps".formatted(before), limit, () -> measuredSteps() > before);
  }

  /** The steps in the last whole line of the metrics; 0 before there is one. */
  long measuredSteps() {
    List<Long> steps = allMeasuredSteps();
    return steps.isEmpty() ? 0 : steps.get(steps.size() - 1);
  }

  /** The steps in all whole lines of the metrics, in their order. */
  List<Long> allMeasuredSteps() {
    String text = read(run.resolve("metrics.csv"));
    List<Long> steps = new ArrayList<>();
    text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .skip(1)
        .forEach(line -> steps.add(Long.parseLong(line.split(",", -1)[STEPS_COLUMN])));
    return steps;
  }

  /** The files of the checkpoints. */
  List<Path> checkpoints() {
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("checkpoint-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** What came of the run. */
  JsonNode report() throws IOException {
    return new ObjectMapper().readTree(run.resolve("report.json").toFile());
  }

  /** What the learner's job has printed, in all its starts. */
  String learnerLog() {
    return read(directory.resolve("learner.log"));
  }

  /** What an actor's task has printed, in all its starts. */
  String actorLog(int index) {
    return read(directory.resolve("actor-%d.log".formatted(index)));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All there is to know of it, for messages. */
  String state() {
    StringBuilder text = new StringBuilder(cluster.state());
    text.append("%n--- learner%n%s".formatted(learnerLog()));
    for (int i = 0; i < actors; i++) {
      text.append("%n--- actor %d%n%s".formatted(i, actorLog(i)));
    }
    return text.toString();
  }
}
