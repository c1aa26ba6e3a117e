package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.cli.benchmark.BenchmarkPlan;
import dev.rookery.cli.benchmark.PlannedRun;
import dev.rookery.cli.benchmark.RecordFile;
import dev.rookery.cli.benchmark.Records;
import dev.rookery.cli.benchmark.Suite;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.Given;
import dev.rookery.runtime.plugins.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkCommandTest {

  private static final String[] CLASSIC = {"benchmark", "--suite", "classic", "-a", "dqn"};

  @TempDir Path directory;

  @Test
  void theCommandOfARunHasExactlyItsSettings() {
    ConfigLayer chosen =
        ConfigLayer.EMPTY
            .withAlgorithm(new Section(null, Given.of(Map.of("hiddenLayers", List.of(64)))))
            .withEnvironment(new Section(null, Given.of(Map.of("maxEpisodeSteps", "300"))))
            .withRun(Given.of(Map.of("steps", "1e4", "actors", 2)));
    List<PlannedRun> plan =
        BenchmarkPlan.of(
            Suite.CLASSIC,
            List.of("dqn", "ape-x"),
            List.of("CartPole-v1", "Acrobot-v1"),
            List.of(7L),
            chosen,
            Plugins.find());
    for (PlannedRun run : plan) {
      String[] words = (run.command() + " --print-config").replace("'", "").split(" ");
      assertEquals("./rookery", words[0]);
      assertEquals(
          ConfigFile.format(run.config()),
          Cli.run(List.of(words).subList(1, words.length).toArray(String[]::new))
              .succeeded()
              .out());
    }
  }

  @Test
  void aReportIsMadeOfRecordsAlone() throws IOException {
    Path records = Files.createDirectory(directory.resolve("records"));
    for (int seed = 1; seed <= 2; seed++) {
      RecordFile.write(
          Records.of("dqn", "CartPole-v1", seed, Map.of(), 100 * seed),
          records.resolve(seed + ".json"));
    }
    String[] command = {"benchmark", "--report-only", directory.toString(), "--resamples", "100"};
    Path page = directory.resolve("report.md");
    assertEquals("Wrote %s%n".formatted(page), Cli.run(command).succeeded().out());
    assertTrue(Files.readString(page).contains("with 100 resamples"));
    Path copies = Files.createDirectory(directory.resolve("copies"));
    Files.copy(records.resolve("1.json"), copies.resolve("1.json"));
    Cli.Result both =
        Cli.run(
            "benchmark",
            "--report-only",
            directory.toString(),
            "--report-only",
            copies.toString(),
            "--output",
            directory.resolve("new/out").toString());
    assertEquals(0, both.status());
    assertTrue(both.err().contains("copies/1.json is a copy of "), both.err());
    assertTrue(Files.exists(directory.resolve("new/out/report.md")));
  }

  @Test
  void wrongChoicesAreRefusedInOneLine() {
    refused(
        "no suite is named: choose --suite classic or continuous or minatar",
        "benchmark",
        "-a",
        "dqn");
    refused("no algorithm is named: choose --algorithms", "benchmark", "--suite", "classic");
    refused(
        "unknown suite 'minatari'; did you mean 'minatar'?",
        "benchmark",
        "--suite",
        "minatari",
        "-a",
        "dqn");
    refused("seeds must be like 1,2,3 or 1-5, not 'x'", classic("--seeds", "x"));
    refused("--steps: setting 'steps' must be an integer, not 'x'", classic("--steps", "x"));
    refused("--set x=1: algorithm dqn: unknown setting 'x'", classic("--set", "x=1"));
    refused("--resamples must be at least 1", classic("--resamples", "0"));
    refused("there are no records of runs in " + directory, report());
    refused("--seeds cannot go with --report-only", report("--seeds", "1"));
    refused("--suite cannot go with --report-only", report("--suite", "classic"));
  }

  private String[] report(String... more) {
    return concat(new String[] {"benchmark", "--report-only", directory.toString()}, more);
  }

  private static String[] classic(String... more) {
    return concat(CLASSIC, more);
  }

  private static String[] concat(String[] first, String[] more) {
    return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private static void refused(String reason, String... command) {
    Cli.Result result = Cli.run(command);
    assertEquals(Failures.USAGE, result.status(), result::toString);
    assertTrue(result.err().startsWith("rookery: " + reason), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }
}
