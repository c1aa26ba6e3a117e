package dev.rookery.runtime.plugins;

import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.metrics.MetricsSinkProvider;
import dev.rookery.settings.NoSettings;
import dev.rookery.transport.TransportProvider;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of plugin, with functions for what the providers of all kinds have in common.
 *
 * @param label one of them in words, for example {@code environment}
 * @param type the provider's interface
 * @param name the name that users type
 * @param description one line for people
 * @param defaultSettings the settings with their default values
 * @param <P> the provider's interface
 */
public record PluginKind<P>(
    String label,
    Class<P> type,
    Function<P, String> name,
    Function<P, String> description,
    Function<P, Record> defaultSettings) {

  /** Algorithms. */
  public static final PluginKind<AlgorithmProvider<?>> ALGORITHM =
      new PluginKind<>(
          "algorithm",
          algorithmProvider(),
          AlgorithmProvider::name,
          AlgorithmProvider::description,
          AlgorithmProvider::defaultSettings);

  /** Environments. */
  public static final PluginKind<EnvironmentProvider> ENVIRONMENT =
      new PluginKind<>(
          "environment",
          EnvironmentProvider.class,
          EnvironmentProvider::name,
          EnvironmentProvider::description,
          EnvironmentProvider::defaultSettings);

  /** Wrappers around environments. */
  public static final PluginKind<EnvironmentWrapperProvider> WRAPPER =
      new PluginKind<>(
          "wrapper",
          EnvironmentWrapperProvider.class,
          EnvironmentWrapperProvider::name,
          EnvironmentWrapperProvider::description,
          EnvironmentWrapperProvider::defaultSettings);

  /** Transports. */
  public static final PluginKind<TransportProvider> TRANSPORT =
      new PluginKind<>(
          "transport",
          TransportProvider.class,
          TransportProvider::name,
          TransportProvider::description,
          TransportProvider::defaultSettings);

  /** Metrics sinks, which have no settings. */
  public static final PluginKind<MetricsSinkProvider> METRICS_SINK =
      new PluginKind<>(
          "metrics sink",
          MetricsSinkProvider.class,
          MetricsSinkProvider::name,
          MetricsSinkProvider::description,
          provider -> NoSettings.INSTANCE);

  @SuppressWarnings("unchecked") // A class literal cannot say that its parameter is unknown.
  private static Class<AlgorithmProvider<?>> algorithmProvider() {
    return (Class<AlgorithmProvider<?>>) (Class<?>) AlgorithmProvider.class;
  }

  /** The providers of this kind among others. */
  public List<P> among(List<?> providers) {
    return providers.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Every kind there is. */
  public static List<PluginKind<?>> all() {
    return List.of(ALGORITHM, ENVIRONMENT, WRAPPER, TRANSPORT, METRICS_SINK);
  }
}
