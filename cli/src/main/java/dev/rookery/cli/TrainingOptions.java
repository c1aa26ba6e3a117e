package dev.rookery.cli;

import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.Given;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that the commands with a learner share, and the run that they ask for. */
final class TrainingOptions {

  /** The options that may go with --resume. */
  private static final Set<String> WITH_RESUME =
      Set.of(
          "--resume",
          "--steps",
          "--stop-at-return",
          "--keep",
          "--transport",
          "--actor-processes",
          "--listen",
          "--address-file",
          "--stopped-status",
          "--set",
          "--json",
          "--quiet",
          "--verbose");

  /** Exit statuses with a meaning of their own, in order. */
  private static final SortedSet<Integer> TAKEN =
      new TreeSet<>(
          Set.of(Failures.FAILED, Failures.USAGE, Interrupts.UNSAVED, Failures.SUPERSEDED));

  private static final Set<String> FIXED_BY_RUN =
      Set.of("run.actors", "run.environmentsPerActor", "run.seed", "run.lockstep", "run.startFrom");

  /** The transport that a run has by default, which reaches no other process. */
  private static final String LOCAL = "local";

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec(Spec.Target.MIXEE)
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
      description =
          "What carries messages between actors and learner (default: local within one process;"
              + " aeron for 'learner').")
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
          "Go on with the run in this directory from its last checkpoint; only limits, devices,"
              + " the transport and where actors are may change (default: start a new run).")
  private @Nullable Path resume;

  @Option(
      names = "--resume-if-present",
      description =
          "Go on with the run in --run-directory from its last checkpoint, if it holds one: the"
              + " same command for the first start and every other. A process that still has the run"
              + " loses it (default: refuse a directory that holds a run).")
  private boolean resumeIfPresent;

  @Option(
      names = "--stopped-status",
      paramLabel = "N",
      description =
          "The exit status if a signal stopped the run before its end and it left a checkpoint, for"
              + " engines that start it again by that (default: 128 and the signal's number).")
  private @Nullable Integer stoppedStatus;

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

  /**
   * The settings that one command has besides these options.
   *
   * @param upper come before those of the configuration file or the resumed run
   * @param lower come after them
   * @param remoteActors whether actors of other processes join, which {@code local} does not reach
   */
  record CommandSettings(ConfigLayer upper, ConfigLayer lower, boolean remoteActors) {}

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }

  /**
   * The exit status of a run that a signal stopped.
   *
   * @param usual by the signal
   */
  int stoppedStatus(int usual) {
    return stoppedStatus == null ? usual : stoppedStatus;
  }

  private void checkStoppedStatus() {
    if (stoppedStatus != null
        && (stoppedStatus < 0 || stoppedStatus > 255 || TAKEN.contains(stoppedStatus))) {
      throw new SettingsException(
          "--stopped-status must be from 0 to 255, and none of %s, which say something else; not %s"
              .formatted(TAKEN, stoppedStatus));
    }
  }

  /**
   * The run to start; empty if the options ask only for its configuration, which is then printed.
   */
  Optional<Training.Builder> builder(CommandSettings command) {
    checkStoppedStatus();
    if (resumeIfPresent && runDirectory == null) {
      throw new SettingsException(
          "--resume-if-present needs --run-directory, which says where the run is");
    }
    if (resume != null) {
      return Optional.of(resumed(resume, command));
    }
    ConfigLayer file = environment.layer();
    ConfigLayer given =
        options().over(command.upper()).over(command.remoteActors() ? withoutLocal(file) : file);
    ResolvedConfig resolved = ResolvedConfig.of(given.over(command.lower()), Plugins.find());
    if (printConfig) {
      spec.commandLine().getOut().print(ConfigFile.format(resolved.config()));
      spec.commandLine().getOut().flush();
      return Optional.empty();
    }
    Training.Builder builder = Training.builder(resolved.config());
    if (resumeIfPresent) {
      builder.resumeIfPresent();
    }
    return Optional.of(runDirectory == null ? builder : builder.runDirectory(runDirectory));
  }

  private ConfigLayer options() {
    Assignments assigned = environment.assignments();
    Map<String, Given> settings = new LinkedHashMap<>(run.given());
    settings.putAll(assigned.of("run"));
    return new ConfigLayer(
        Section.of(algorithm, assigned.of("algorithm")),
        Section.EMPTY,
        null,
        Section.of(transport, assigned.of("transport")),
        settings);
  }

  private Training.Builder resumed(Path directory, CommandSettings command) {
    refuseWhatIsFixed();
    Training.Builder builder = Training.resume(directory);
    ConfigLayer began = ConfigLayer.of(builder.config());
    ConfigLayer given = options().over(command.upper());
    given.run().forEach((name, value) -> builder.set(name, value.value()));
    TrainingConfig now =
        given
            .over(command.remoteActors() ? withoutLocal(began) : began)
            .over(command.lower())
            .toConfig();
    return builder.transport(now.transport().name(), now.transport().settings());
  }

  private void refuseWhatIsFixed() {
    Stream<String> options =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(option -> !WITH_RESUME.contains(option));
    Stream<String> settings =
        environment
            .assignments()
            .names()
            .filter(name -> !name.matches("(run|transport)\\..*") || FIXED_BY_RUN.contains(name))
            .map(name -> "--set " + name);
    Stream.concat(options, settings)
        .findFirst()
        .ifPresent(
            fixed -> {
              throw new SettingsException(
                  fixed
                      + " cannot go with --resume: the run keeps what it was started with; only"
                      + " limits and the transport may change (--steps, --stop-at-return, --set"
                      + " run.…, --transport, --set transport.…)");
            });
  }

  /** The layer without the transport {@code local}, which a run's file names even by default. */
  private static ConfigLayer withoutLocal(ConfigLayer layer) {
    Given name = layer.transport().name();
    return name != null && name.value().equals(LOCAL) ? layer.withTransport(Section.EMPTY) : layer;
  }
}
