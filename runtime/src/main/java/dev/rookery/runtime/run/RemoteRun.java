package dev.rookery.runtime.run;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.environment.VectorEnvironment;
import dev.rookery.runtime.agent.CalledEnvironment;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.Given;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.plugins.PluginKind;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.roles.ActorRole;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingConfig;
import dev.rookery.transport.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;

/**
 * A run whose learner is in another process, made from the configuration that the learner sent.
 * Thread-safe.
 */
final class RemoteRun implements AutoCloseable {

  private final ResolvedConfig resolved;
  private final RunSettings settings;
  private final Algorithm algorithm;

  /** Makes a run that owns the algorithm. */
  RemoteRun(ResolvedConfig resolved, RunSettings settings, Algorithm algorithm) {
    this.resolved = resolved;
    this.settings = settings;
    this.algorithm = algorithm;
  }

  /**
   * Makes the algorithm and finds the environment of a run.
   *
   * @param text the run's configuration, as YAML
   * @param transport with the settings of this process, which replace the learner's
   * @param waitSeconds how long actors wait for a learner that sends nothing
   * @throws SettingsException if a plugin of the run is not installed here, or refuses a setting
   */
  static RemoteRun of(String text, NamedSettings transport, Plugins plugins, double waitSeconds) {
    ConfigLayer layer = ConfigFile.parse(text, "the run's configuration");
    checkInstalled(PluginKind.ALGORITHM, layer.algorithm(), plugins);
    checkInstalled(PluginKind.ENVIRONMENT, layer.environment(), plugins);
    if (layer.wrappers() != null) {
      layer.wrappers().forEach(wrapper -> checkInstalled(PluginKind.WRAPPER, wrapper, plugins));
    }
    ResolvedConfig resolved = ResolvedConfig.of(forActors(layer, transport), plugins);
    RunSettings run = resolved.config().run();
    return new RemoteRun(
        resolved,
        run.with("timeoutSeconds", Math.min(run.timeoutSeconds(), waitSeconds)),
        RuntimeEngine.algorithm(resolved));
  }

  /** Replaces what concerns the learner only: its settings of the transport, and its metrics. */
  private static ConfigLayer forActors(ConfigLayer layer, NamedSettings transport) {
    Map<String, Given> run = new LinkedHashMap<>(layer.run());
    run.put("metrics", Given.of(List.of()));
    return new ConfigLayer(
        layer.algorithm(),
        layer.environment(),
        layer.wrappers(),
        ConfigLayer.Section.of(transport.name(), Given.of(transport.settings())),
        run);
  }

  private static void checkInstalled(
      PluginKind<?> kind, ConfigLayer.Section section, Plugins plugins) {
    Given name = section.name();
    if (name != null && !plugins.names(kind).contains(name.value().toString())) {
      throw new SettingsException(
          "the run's %s '%s' is not installed here: known are %s; put its jar into the directory"
                  .formatted(kind.label(), name.value(), String.join(", ", plugins.names(kind)))
              + " plugins"
              + plugins.whereSearched(kind));
    }
  }

  /** How long a call of an environment may last. */
  double callLimitSeconds() {
    return CallWatch.limitSeconds(resolved.config().run().timeoutSeconds());
  }

  /** The run's configuration. */
  TrainingConfig config() {
    return resolved.config();
  }

  long schemaHash() {
    return algorithm.experienceSchema().layoutHash();
  }

  long layoutHash() {
    return algorithm.parameterLayout().layoutHash();
  }

  /**
   * Makes an actor with fresh environments, one at a time as algorithms require.
   *
   * @param beforeReset is given the environments before their first reset, which may take long
   */
  synchronized ActorRole actor(
      ActorSession session,
      Transport transport,
      NanoClock clock,
      Consumer<VectorEnvironment> beforeReset) {
    return actors(transport, clock).actor(session, beforeReset);
  }

  /** Makes the role of an agent, which its simulator calls. */
  synchronized ActorRole called(
      ActorSession session, Transport transport, NanoClock clock, CalledEnvironment simulator) {
    return actors(transport, clock).called(session, simulator);
  }

  private ActorFactory actors(Transport transport, NanoClock clock) {
    return new ActorFactory(
        settings, algorithm, resolved.environments(), transport, OwnParts.NONE, clock);
  }

  @Override
  public void close() {
    algorithm.close();
  }
}
