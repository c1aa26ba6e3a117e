package dev.rookery.runtime.config;

import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a run's configuration that one source gives, for example a file or the command line.
 * Nothing is checked yet; {@link ResolvedConfig} does that.
 *
 * @param algorithm which algorithm, with which settings
 * @param environment which environment, with which settings
 * @param wrappers around the environment, the innermost first; null if they are not given
 * @param transport which transport, with which settings
 * @param run some of the run's own settings
 */
public record ConfigLayer(
    Section algorithm,
    Section environment,
    @Nullable List<Section> wrappers,
    Section transport,
    Map<String, Given> run) {

  /** The layer that gives nothing. */
  public static final ConfigLayer EMPTY =
      new ConfigLayer(Section.EMPTY, Section.EMPTY, null, Section.EMPTY, Map.of());

  /**
   * The name and settings that are given for one plugin.
   *
   * @param name its name; null if another layer gives it
   * @param settings some of its settings
   */
  public record Section(@Nullable Given name, Map<String, Given> settings) {

    /** The section that gives nothing. */
    public static final Section EMPTY = new Section(null, Map.of());

    /** A section without places; the name is null if another layer gives it. */
    public static Section of(@Nullable String name, Map<String, Given> settings) {
      return new Section(name == null ? null : Given.of(name), settings);
    }

    static Section of(NamedSettings plugin) {
      return new Section(Given.of(plugin.name()), Given.of(plugin.settings()));
    }

    /** The plugin and its settings as they were given, by the kind of plugin for messages. */
    NamedSettings toNamedSettings(String kind) {
      if (name == null) {
        throw new SettingsException("the configuration names no " + kind);
      }
      return new NamedSettings(name.value().toString(), Given.values(settings));
    }

    /** Settings stay with the plugin they were given for: another one's are left out. */
    Section over(Section lower) {
      if (name != null && lower.name != null && !name.value().equals(lower.name.value())) {
        return this;
      }
      return new Section(
          name != null ? name : lower.name, ConfigLayer.over(settings, lower.settings));
    }
  }

  /** The layer that gives a whole configuration. */
  public static ConfigLayer of(TrainingConfig config) {
    return new ConfigLayer(
        Section.of(config.algorithm()),
        Section.of(config.environment()),
        config.wrappers().stream().map(Section::of).toList(),
        Section.of(config.transport()),
        Given.of(Settings.toMap(config.run())));
  }

  /** This layer with another algorithm. */
  public ConfigLayer withAlgorithm(Section newAlgorithm) {
    return new ConfigLayer(newAlgorithm, environment, wrappers, transport, run);
  }

  /** This layer with another environment. */
  public ConfigLayer withEnvironment(Section newEnvironment) {
    return new ConfigLayer(algorithm, newEnvironment, wrappers, transport, run);
  }

  /** This layer with another transport. */
  public ConfigLayer withTransport(Section newTransport) {
    return new ConfigLayer(algorithm, environment, wrappers, newTransport, run);
  }

  /** This layer with other settings of the run. */
  public ConfigLayer withRun(Map<String, Given> newRun) {
    return new ConfigLayer(algorithm, environment, wrappers, transport, newRun);
  }

  /**
   * The configuration that this layer gives, without looking plugins up.
   *
   * @throws SettingsException if it does not name every plugin, or a setting of the run is wrong
   */
  public TrainingConfig toConfig() {
    return new TrainingConfig(
        algorithm.toNamedSettings("algorithm"),
        environment.toNamedSettings("environment"),
        wrappers == null
            ? List.of()
            : wrappers.stream().map(wrapper -> wrapper.toNamedSettings("wrapper")).toList(),
        transport.toNamedSettings("transport"),
        Settings.with(RunSettings.defaults(), Given.values(run)));
  }

  /**
   * This layer, with the values of {@code lower} where it gives none. Where the two name different
   * plugins, the lower one's settings are left out; a list of wrappers replaces the lower one.
   */
  public ConfigLayer over(ConfigLayer lower) {
    return new ConfigLayer(
        algorithm.over(lower.algorithm),
        environment.over(lower.environment),
        wrappers != null ? wrappers : lower.wrappers,
        transport.over(lower.transport),
        over(run, lower.run));
  }

  private static Map<String, Given> over(Map<String, Given> upper, Map<String, Given> lower) {
    Map<String, Given> both = new LinkedHashMap<>(lower);
    both.putAll(upper);
    return both;
  }
}
