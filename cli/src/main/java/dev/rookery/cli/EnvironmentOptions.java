package dev.rookery.cli;

import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which environment, shared by the commands that need one. */
final class EnvironmentOptions {

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "NAME",
      description = "The environment, for example CartPole-v1; 'rookery list' shows all.")
  private @Nullable String environment;

  @Option(
      names = "--wrap",
      paramLabel = "NAME[:KEY=VALUE,…]",
      description =
          "Put a wrapper around the environment, with settings; repeat for more, the innermost"
              + " first (default: none). Replaces the wrappers of --config. A comma in double quotes"
              + " or brackets does not end a value.")
  private List<String> wrappers = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Change a setting; repeat for more. 'key' is the algorithm's; 'environment.key',"
              + " 'transport.key' and 'run.key' are the others'. 'rookery describe NAME' shows"
              + " names, defaults and ranges.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Read a configuration in YAML, for example a run's config.yaml; other options come before"
              + " what it says (default: none).")
  private @Nullable Path config;

  /** The settings that were assigned. */
  Assignments assignments() {
    return Assignments.parse(assignments);
  }

  /** The environment of these options over everything in the configuration file. */
  ConfigLayer layer() {
    ConfigLayer options =
        new ConfigLayer(
            Section.EMPTY,
            Section.of(environment, assignments().of("environment")),
            wrappers.isEmpty() ? null : wrappers.stream().map(Assignments::wrapper).toList(),
            Section.EMPTY,
            Map.of());
    return options.over(config == null ? ConfigLayer.EMPTY : ConfigFile.read(config));
  }

  /**
   * As {@link #layer()}, for commands that only play: they have no use for other settings.
   *
   * @throws SettingsException if settings other than the environment's were assigned
   */
  ConfigLayer layerForPlaying() {
    assignments()
        .names()
        .filter(name -> !name.startsWith("environment."))
        .findFirst()
        .ifPresent(
            name -> {
              throw new SettingsException(
                  "--set %s: only the environment's settings matter here: environment.KEY=VALUE"
                      .formatted(name));
            });
    return layer();
  }
}
