package dev.rookery.runtime.plugins;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The artifacts with Rookery's own plugins, for messages that name a missing dependency. */
final class RookeryArtifacts {

  private static final Map<String, String> ALGORITHMS =
      Map.ofEntries(
          Map.entry("dqn", "rookery-dqn"),
          Map.entry("c51", "rookery-rainbow"),
          Map.entry("qr-dqn", "rookery-qr-dqn"),
          Map.entry("iqn", "rookery-iqn"),
          Map.entry("ppo", "rookery-ppo"),
          Map.entry("impala", "rookery-impala"),
          Map.entry("a3c", "rookery-a3c"),
          Map.entry("async-q", "rookery-a3c"),
          Map.entry("async-n-step-q", "rookery-a3c"),
          Map.entry("async-sarsa", "rookery-a3c"),
          Map.entry("distributed-dqn", "rookery-distributed-dqn"),
          Map.entry("appo", "rookery-impala"),
          Map.entry("rainbow", "rookery-rainbow"),
          Map.entry("ape-x", "rookery-ape-x"),
          Map.entry("ape-x-dpg", "rookery-ape-x"));

  /** Those that are not in {@code rookery-envs}. */
  private static final Map<String, String> ENVIRONMENTS =
      Map.of(
          "LunarLander-v3", "rookery-envs-box2d", "LunarLanderContinuous-v3", "rookery-envs-box2d");

  private static final Map<String, String> TRANSPORTS =
      Map.of("local", "rookery-transport-local", "aeron", "rookery-transport-aeron");

  private RookeryArtifacts() {}

  /** The message that names the missing artifact, if one of Rookery's own has the plugin. */
  static Optional<String> missing(PluginKind<?> kind, String name, Collection<String> known) {
    String artifact = null;
    if (kind.equals(PluginKind.ALGORITHM)) {
      artifact = ALGORITHMS.get(name);
    } else if (kind.equals(PluginKind.TRANSPORT)) {
      artifact = TRANSPORTS.get(name);
    } else if (kind.equals(PluginKind.ENVIRONMENT) && ENVIRONMENTS.containsKey(name)) {
      artifact = ENVIRONMENTS.get(name);
    } else if (known.isEmpty()
        && (kind.equals(PluginKind.ENVIRONMENT) || kind.equals(PluginKind.WRAPPER))) {
      artifact = "rookery-envs";
    }
    return Optional.ofNullable(artifact)
        .map(
            missing ->
                "the %s '%s' is in dev.rookery:%s, which is not on the class path"
                    .formatted(kind.label(), name, missing));
  }
}
