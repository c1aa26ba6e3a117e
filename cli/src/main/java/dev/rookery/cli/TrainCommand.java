package dev.rookery.cli;

import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.Given;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.metrics.ConsoleProgress;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.run.ReportFile;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.StopReason;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery train}. */
@Command(
    name = "train",
    description = "Train an agent, or go on with a run.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  rookery train --algorithm dqn --environment CartPole-v1 --stop-at-return 475 --seed 7",
      "  rookery train -a dqn -e CartPole-v1 --actors 2 --set learningRate=1e-3 --set run.steps=1e5",
      "  rookery train -a dqn -e MountainCar-v0 --wrap reward-scale:factor=0.1 --print-config",
      "  rookery train --config runs/RUN/config.yaml --seed 8",
      "  rookery train --resume runs/RUN --steps 1000000"
    })
final class TrainCommand implements Callable<Integer> {

  /** What may be said beside --resume; all else is as the run began. */
  private static final Set<String> WITH_RESUME =
      Set.of("--resume", "--steps", "--stop-at-return", "--set", "--json", "--quiet", "--verbose");

  private static final Set<String> FIXED_BY_RUN =
      Set.of("run.actors", "run.environmentsPerActor", "run.seed", "run.lockstep");

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = {"-a", "--algorithm"},
      paramLabel = "NAME",
      description = "The algorithm, for example dqn; 'rookery list' shows all.")
  private @Nullable String algorithm;

  @Mixin private EnvironmentOptions environment = new EnvironmentOptions();

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "What carries messages between actors and learner (default: local).")
  private @Nullable String transport;

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--run-directory",
      paramLabel = "DIR",
      description =
          "Where to write metrics, checkpoints and the policy (default: a new directory in runs).")
  private @Nullable Path runDirectory;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the run in this directory from its last checkpoint; only limits may change"
              + " (default: start a new run).")
  private @Nullable Path resume;

  @Option(
      names = "--print-config",
      description = "Print the configuration with every setting, and do not train (default: off).")
  private boolean printConfig;

  @Option(names = "--json", description = "Print the report as JSON (default: a summary).")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress (default: off).")
  private boolean quiet;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (resume != null) {
      return train(resumed(resume));
    }
    ResolvedConfig resolved = ResolvedConfig.of(layer(), Plugins.find());
    if (printConfig) {
      out.print(ConfigFile.format(resolved.config()));
      out.flush();
      return 0;
    }
    Training.Builder builder = Training.builder(resolved.config());
    return train(runDirectory == null ? builder : builder.runDirectory(runDirectory));
  }

  private ConfigLayer layer() {
    Assignments assigned = environment.assignments();
    return new ConfigLayer(
            Section.of(algorithm, assigned.of("algorithm")),
            Section.EMPTY,
            null,
            Section.of(transport, assigned.of("transport")),
            runSettings(assigned))
        .over(environment.layer());
  }

  private Map<String, Given> runSettings(Assignments assigned) {
    Map<String, Given> settings = new LinkedHashMap<>(run.given());
    settings.putAll(assigned.of("run"));
    return settings;
  }

  private Training.Builder resumed(Path directory) {
    Assignments assigned = environment.assignments();
    Stream<String> options =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(option -> !WITH_RESUME.contains(option));
    Stream<String> settings =
        assigned
            .names()
            .filter(name -> !name.startsWith("run.") || FIXED_BY_RUN.contains(name))
            .map(name -> "--set " + name);
    Stream.concat(options, settings)
        .findFirst()
        .ifPresent(
            fixed -> {
              throw new SettingsException(
                  fixed
                      + " cannot go with --resume: the run keeps what it was started with; only"
                      + " limits may change (--steps, --stop-at-return, --set run.…)");
            });
    Training.Builder builder = Training.resume(directory);
    runSettings(assigned).forEach((name, given) -> builder.set(name, given.value()));
    return builder;
  }

  private int train(Training.Builder builder) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Interrupts interrupts;
    TrainingReport report;
    try (ConsoleProgress progress = display();
        TrainingRun training = builder.onProgress(quiet ? p -> {} : progress).start()) {
      interrupts = Interrupts.stopping(training, err);
      if (!quiet) {
        err.println("Writing to " + training.runDirectory());
      }
      report = training.await();
    }
    if (json) {
      out.println(ReportFile.toJson(report));
    } else {
      out.print(summary(report));
    }
    out.flush();
    if (report.stoppedBecause() == StopReason.STOPPED) {
      err.printf("To go on: rookery train --resume %s%n", quoted(report.runDirectory()));
      err.flush();
    }
    return interrupts.exitStatus().orElse(0);
  }

  private static ConsoleProgress display() {
    return ConsoleProgress.on(System.err, System.getenv());
  }

  private static String summary(TrainingReport report) {
    return String.format(
        Locale.ROOT,
        """
        %s on %s: %s
        Mean return %.2f over %d greedy episodes (standard deviation %.2f, from %.2f to %.2f)
        %,d environment steps (%,.0f/s) and %,d updates (%,.0f/s) in %,.1f s
        Policy: %s
        """,
        report.algorithm(),
        report.environment(),
        switch (report.stoppedBecause()) {
          case RETURN_REACHED -> "reached the return it should";
          case STEPS_REACHED -> "reached the limit of steps";
          case STOPPED -> "stopped on request";
        },
        report.evaluation().meanReturn(),
        report.evaluation().episodes(),
        report.evaluation().standardDeviation(),
        report.evaluation().minimum(),
        report.evaluation().maximum(),
        report.environmentSteps(),
        report.environmentStepsPerSecond(),
        report.learnerSteps(),
        report.learnerStepsPerSecond(),
        report.wallSeconds(),
        report.runDirectory().resolve("policy.onnx"));
  }

  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./-]+") ? text : "'" + text + "'";
  }
}
