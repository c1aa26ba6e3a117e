package dev.rookery.runtime.config;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.metrics.MetricsSinkProvider;
import dev.rookery.runtime.plugins.EnvironmentFactory;
import dev.rookery.runtime.plugins.PluginKind;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingConfig;
import dev.rookery.transport.TransportProvider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A complete configuration: every plugin is found, every setting has a value and is checked. Values
 * that a user gives come first; then, for an algorithm, those tuned for the environment; then the
 * defaults. Resolving a resolved configuration changes nothing.
 *
 * @param config with every setting, in order
 * @param algorithm makes the algorithm with its settings
 * @param environments makes the environment, wrappers included
 * @param transport makes the transport
 * @param transportSettings to make it with
 * @param sinks make the metrics sinks
 */
public record ResolvedConfig(
    TrainingConfig config,
    Function<AlgorithmContext, Algorithm> algorithm,
    EnvironmentFactory environments,
    TransportProvider transport,
    Record transportSettings,
    List<MetricsSinkProvider> sinks) {

  private static final ConfigLayer DEFAULTS =
      ConfigLayer.EMPTY.withTransport(ConfigLayer.Section.of(NamedSettings.of("local")));

  /**
   * Resolves a configuration that a program made.
   *
   * @throws SettingsException if a name or a setting is wrong
   */
  public static ResolvedConfig of(TrainingConfig config, Plugins plugins) {
    return of(ConfigLayer.of(config), plugins);
  }

  /**
   * Resolves a layer.
   *
   * @throws SettingsException if a name or a setting is wrong, or no environment or algorithm is
   *     named; it says where
   */
  public static ResolvedConfig of(ConfigLayer given, Plugins plugins) {
    ConfigLayer layer = given.over(DEFAULTS);
    NamedSettings environment = environment(layer, plugins);
    NamedSettings algorithm =
        explicit(
            plugins,
            PluginKind.ALGORITHM,
            layer.algorithm(),
            provider -> provider.tunedFor(environment.name()));
    List<NamedSettings> wrappers = wrappers(layer, plugins);
    NamedSettings transport =
        explicit(plugins, PluginKind.TRANSPORT, layer.transport(), provider -> Map.of());
    RunSettings run = apply(layer.run(), ResolvedConfig::runSettings);
    return new ResolvedConfig(
        new TrainingConfig(algorithm, environment, wrappers, transport, run),
        algorithm(plugins.get(PluginKind.ALGORITHM, algorithm.name()), algorithm.settings()),
        new EnvironmentFactory(plugins, environment, wrappers),
        plugins.get(PluginKind.TRANSPORT, transport.name()),
        plugins.settings(PluginKind.TRANSPORT, transport),
        sinks(plugins, run, layer.run().get("metrics")));
  }

  /**
   * Resolves only the environment and the wrappers of a layer.
   *
   * @throws SettingsException if a name or a setting is wrong, or no environment is named; it says
   *     where
   */
  public static EnvironmentFactory environments(ConfigLayer layer, Plugins plugins) {
    return new EnvironmentFactory(plugins, environment(layer, plugins), wrappers(layer, plugins));
  }

  private static <C extends Record & AlgorithmConfig>
      Function<AlgorithmContext, Algorithm> algorithm(
          AlgorithmProvider<C> provider, Map<String, Object> settings) {
    C config = Settings.with(provider.defaultSettings(), settings);
    return context -> provider.create(config, context);
  }

  /** The settings of a run, with one actor in each process unless a number of actors is given. */
  private static RunSettings runSettings(Map<String, Object> given) {
    Map<String, Object> changes = new LinkedHashMap<>(given);
    Object processes = given.getOrDefault("actorProcesses", 0);
    if (String.valueOf(processes).strip().matches("[1-9]\\d*")) {
      changes.putIfAbsent("actors", processes);
    }
    return Settings.with(RunSettings.defaults(), changes);
  }

  private static NamedSettings environment(ConfigLayer layer, Plugins plugins) {
    return explicit(plugins, PluginKind.ENVIRONMENT, layer.environment(), provider -> Map.of());
  }

  private static List<NamedSettings> wrappers(ConfigLayer layer, Plugins plugins) {
    return Optional.ofNullable(layer.wrappers()).orElse(List.of()).stream()
        .map(wrapper -> explicit(plugins, PluginKind.WRAPPER, wrapper, provider -> Map.of()))
        .toList();
  }

  private static <P> NamedSettings explicit(
      Plugins plugins,
      PluginKind<P> kind,
      ConfigLayer.Section section,
      Function<P, Map<String, Object>> tuned) {
    Given name = section.name();
    if (name == null) {
      throw new SettingsException(
          "no %s is named: choose one of %s"
              .formatted(kind.label(), String.join(", ", plugins.names(kind))));
    }
    String plugin = name.value().toString();
    P provider = at(name, () -> plugins.get(kind, plugin));
    Record settings =
        apply(
            section.settings(),
            changes ->
                plugins.settings(kind, new NamedSettings(plugin, changes), tuned.apply(provider)));
    return new NamedSettings(plugin, Settings.toMap(settings));
  }

  private static List<MetricsSinkProvider> sinks(
      Plugins plugins, RunSettings run, @Nullable Given given) {
    return at(
        given,
        () ->
            run.metrics().stream()
                .map(name -> plugins.get(PluginKind.METRICS_SINK, name))
                .toList());
  }

  /** Tries values; where one alone is refused for the same reason, the message says where it is. */
  private static <R> R apply(Map<String, Given> given, Function<Map<String, Object>, R> attempt) {
    try {
      return attempt.apply(Given.values(given));
    } catch (SettingsException refused) {
      for (Map.Entry<String, Given> entry : given.entrySet()) {
        if (refuses(
            attempt, Collections.singletonMap(entry.getKey(), entry.getValue().value()), refused)) {
          throw located(entry.getValue(), refused);
        }
      }
      throw refused;
    }
  }

  private static boolean refuses(
      Function<Map<String, Object>, ?> attempt, Map<String, Object> values, Exception reason) {
    try {
      var unused = attempt.apply(values);
      return false;
    } catch (SettingsException refused) {
      return Objects.equals(refused.getMessage(), reason.getMessage());
    }
  }

  private static <R> R at(@Nullable Given given, Supplier<R> attempt) {
    try {
      return attempt.get();
    } catch (SettingsException refused) {
      throw given == null ? refused : located(given, refused);
    }
  }

  private static SettingsException located(Given culprit, SettingsException refused) {
    return new SettingsException(culprit.where() + refused.getMessage(), refused);
  }
}
