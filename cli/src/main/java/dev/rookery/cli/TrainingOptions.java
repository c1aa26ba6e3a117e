package dev.rookery.cli;

import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.Given;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of all commands that run a learner, and the run that they ask for. */
final class TrainingOptions {

  /** What may be said beside --resume; all else is as the run began. */
  private static final Set<String> WITH_RESUME =
      Set.of(
          "--resume",
          "--steps",
          "--stop-at-return",
          "--keep",
          "--transport",
          "--actor-processes",
          "--listen",
          "--set",
          "--json",
          "--quiet",
          "--verbose");

  private static final Set<String> FIXED_BY_RUN =
      Set.of("run.actors", "run.environmentsPerActor", "run.seed", "run.lockstep");

  /** The transport of runs that say nothing of it. */
  private static final String IN_PROCESS = "local";

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
          "Go on with the run in this directory from its last checkpoint; only limits, the transport"
              + " and where actors are may change (default: start a new run).")
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

  /**
   * What a command says beside these options.
   *
   * @param upper comes before what the configuration file or the resumed run says
   * @param lower comes after it
   * @param remoteActors whether actors join, so that the default transport would not do
   */
  record Kind(ConfigLayer upper, ConfigLayer lower, boolean remoteActors) {}

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }

  /** The run to start; empty if only its configuration was asked for, which is printed. */
  Optional<Training.Builder> builder(Kind kind) {
    if (resume != null) {
      return Optional.of(resumed(resume, kind));
    }
    ConfigLayer file = environment.layer();
    ConfigLayer given =
        options().over(kind.upper()).over(kind.remoteActors() ? reaching(file) : file);
    ResolvedConfig resolved = ResolvedConfig.of(given.over(kind.lower()), Plugins.find());
    if (printConfig) {
      spec.commandLine().getOut().print(ConfigFile.format(resolved.config()));
      spec.commandLine().getOut().flush();
      return Optional.empty();
    }
    Training.Builder builder = Training.builder(resolved.config());
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

  private Training.Builder resumed(Path directory, Kind kind) {
    refuseWhatIsFixed();
    Training.Builder builder = Training.resume(directory);
    ConfigLayer began = ConfigLayer.of(builder.config());
    ConfigLayer given = options().over(kind.upper());
    given.run().forEach((name, value) -> builder.set(name, value.value()));
    TrainingConfig now =
        given.over(kind.remoteActors() ? reaching(began) : began).over(kind.lower()).toConfig();
    NamedSettings carrier = now.transport();
    return builder.transport(carrier.name(), carrier.settings());
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

  /** Without the transport of one process, which most runs have without having chosen it. */
  private static ConfigLayer reaching(ConfigLayer layer) {
    Given name = layer.transport().name();
    return name != null && name.value().equals(IN_PROCESS)
        ? new ConfigLayer(
            layer.algorithm(), layer.environment(), layer.wrappers(), Section.EMPTY, layer.run())
        : layer;
  }
}
