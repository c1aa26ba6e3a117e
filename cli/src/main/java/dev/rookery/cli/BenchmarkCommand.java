package dev.rookery.cli;

import dev.rookery.cli.benchmark.Benchmark;
import dev.rookery.cli.benchmark.BenchmarkPlan;
import dev.rookery.cli.benchmark.PlannedRun;
import dev.rookery.cli.benchmark.SeedList;
import dev.rookery.cli.benchmark.Suite;
import dev.rookery.cli.benchmark.report.RecordSet;
import dev.rookery.cli.benchmark.report.Report;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.Given;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery benchmark}. */
@Command(
    name = "benchmark",
    description = {
      "Train algorithms on the environments of a suite, one run after another, and report on them.",
      "Started again, it goes on where it was stopped or killed."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  rookery benchmark --suite classic --algorithms dqn --seeds 1-5",
      "  rookery benchmark --suite minatar --algorithms dqn --environments MinAtar/Breakout-v0"
          + " --seeds 1,2,3",
      "  rookery benchmark --suite classic --algorithms a3c --transport aeron --set"
          + " run.actorProcesses=2",
      "  rookery benchmark --report-only runs/benchmark-classic --report-only other/records"
          + " --output report"
    })
final class BenchmarkCommand implements Callable<Integer> {

  private static final int MOST_RESAMPLES = 1_000_000;

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description =
          "What to train on: classic, continuous or minatar (default: none; needed to train).")
  private @Nullable String suite;

  @Option(
      names = {"-a", "--algorithms"},
      paramLabel = "NAME[,NAME…]",
      split = ",",
      description =
          "The algorithms; the report compares each with the first (default: for a report, all that"
              + " there are records of).")
  private List<String> algorithms = new ArrayList<>();

  @Option(
      names = {"-e", "--environments"},
      paramLabel = "NAME[,NAME…]",
      split = ",",
      description = "Environments of the suite (default: all of them).")
  private List<String> environments = new ArrayList<>();

  @Option(
      names = {"-s", "--seeds"},
      paramLabel = "SEEDS",
      defaultValue = "1-5",
      description = "Seeds as 1,2,3 or 1-5, a run for each (default: ${DEFAULT-VALUE}).")
  private String seeds = "";

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Environment steps of each run (default: the suite's).")
  private @Nullable String steps;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description =
          "What carries messages between actors and learner, as for 'train' (default: local).")
  private @Nullable String transport;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Change a setting of all runs, as for 'train'; repeat for more. Runs with other settings"
              + " are reported beside those without.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Where to write records, report and run directories (default: runs/benchmark-SUITE; for"
              + " --report-only, its first directory).")
  private @Nullable Path output;

  @Option(
      names = "--keep-runs",
      description = "Keep the checkpoints of runs that have ended (default: they are deleted).")
  private boolean keepRuns;

  @Option(
      names = "--report-only",
      paramLabel = "DIR",
      description =
          "Train nothing, and report on the records of this directory; repeat to put those of several"
              + " machines or days together (default: train).")
  private List<Path> reportOnly = new ArrayList<>();

  @Option(
      names = "--resamples",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Of the bootstrap for the report's intervals (default: ${DEFAULT-VALUE}).")
  private int resamples;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress (default: off).")
  private boolean quiet;

  @Override
  public Integer call() throws InterruptedException {
    if (resamples < 1 || resamples > MOST_RESAMPLES) {
      throw new SettingsException(
          "--resamples must be at least 1, at most %s, not %s"
              .formatted(MOST_RESAMPLES, resamples));
    }
    return reportOnly.isEmpty() ? train() : report();
  }

  private int report() {
    for (String option :
        List.of(
            "--suite",
            "--environments",
            "--seeds",
            "--steps",
            "--transport",
            "--set",
            "--keep-runs")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new SettingsException(
            option + " cannot go with --report-only, which takes the records as they are");
      }
    }
    RecordSet records =
        algorithms.isEmpty()
            ? RecordSet.read(reportOnly, List.of())
            : RecordSet.readOnly(reportOnly, algorithms);
    write(records, output == null ? reportOnly.get(0) : output);
    return 0;
  }

  private int train() throws InterruptedException {
    if (suite == null) {
      throw new SettingsException(
          "no suite is named: choose --suite "
              + String.join(" or ", Suite.all().stream().map(Suite::name).toList()));
    }
    if (algorithms.isEmpty()) {
      throw new SettingsException("no algorithm is named: choose --algorithms, for example dqn");
    }
    Suite chosen = Suite.named(suite);
    Plugins plugins = Plugins.find();
    PrintWriter err = spec.commandLine().getErr();
    Failures.warn(err, plugins.problems());
    List<PlannedRun> plan =
        BenchmarkPlan.of(
            chosen, algorithms, environments, SeedList.parse(seeds), settings(), plugins);
    Path directory = output == null ? Path.of("runs", "benchmark-" + chosen.name()) : output;
    if (!quiet) {
      err.println("Writing to " + directory);
      err.flush();
    }
    int failures;
    OptionalInt signal;
    try (BenchmarkDisplay display = new BenchmarkDisplay(err, quiet)) {
      Benchmark benchmark = new Benchmark(plan, directory, keepRuns, display);
      Interrupts interrupts = Interrupts.stopping(benchmark, err);
      failures = benchmark.run();
      signal = interrupts.exitStatus();
    }
    if (signal.isPresent()) {
      err.println("To go on: the same command again");
      err.flush();
    } else if (failures < plan.size()) {
      write(RecordSet.read(List.of(directory), algorithms), directory);
    }
    return signal.orElse(failures == 0 ? 0 : Failures.FAILED);
  }

  private ConfigLayer settings() {
    Assignments assigned = Assignments.parse(assignments);
    Map<String, Given> run = new LinkedHashMap<>();
    if (steps != null) {
      run.put("steps", new Given(steps, "--steps: "));
    }
    run.putAll(assigned.of("run"));
    return new ConfigLayer(
        new Section(null, assigned.of("algorithm")),
        new Section(null, assigned.of("environment")),
        null,
        Section.of(transport, assigned.of("transport")),
        run);
  }

  private void write(RecordSet records, Path directory) {
    Failures.warn(spec.commandLine().getErr(), records.notes());
    Path page = Report.write(records, resamples, directory);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Wrote " + page);
    out.flush();
  }
}
