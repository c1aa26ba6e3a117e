package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.core.onnx.PolicyMetadata;
import dev.rookery.core.onnx.PolicyParameters;
import dev.rookery.core.onnx.SpaceText;
import dev.rookery.environment.Space;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.checkpoint.CheckpointFile;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.KeptPolicy;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters that {@code run.startFrom} names, from another run's directory, checkpoint or
 * policy. Environments must have the same spaces and networks the same parameters; names of
 * environments and algorithms may differ.
 */
final class StartingParameters {

  private final String algorithmName;
  private final AlgorithmContext context;
  private final ParameterLayout layout;
  private final Plugins plugins;

  private StartingParameters(
      String algorithmName, AlgorithmContext context, ParameterLayout layout, Plugins plugins) {
    this.algorithmName = algorithmName;
    this.context = context;
    this.layout = layout;
    this.plugins = plugins;
  }

  /**
   * Loads them.
   *
   * @param resolved the configuration of the run that begins
   * @param context of that run
   * @param algorithm of that run
   * @param plugins with which the other run can be made
   * @return empty if the run begins with random parameters
   * @throws SettingsException if they cannot be read, or do not fit the run; it says what differs
   */
  static Optional<ParameterSnapshot> of(
      ResolvedConfig resolved, AlgorithmContext context, Algorithm algorithm, Plugins plugins) {
    String from = resolved.config().run().startFrom();
    if (from.isEmpty()) {
      return Optional.empty();
    }
    String name = resolved.config().algorithm().name();
    try {
      return Optional.of(
          new StartingParameters(name, context, algorithm.parameterLayout(), plugins)
              .load(Path.of(from)));
    } catch (RookeryException | InvalidPathException e) {
      throw new SettingsException("cannot start from %s: %s".formatted(from, e.getMessage()), e);
    }
  }

  private ParameterSnapshot load(Path from) {
    if (Files.isDirectory(from)) {
      return ofRun(from);
    }
    return CheckpointPolicy.isCheckpoint(from)
        ? ofCheckpoint(from)
        : ofPolicy(PolicyParameters.read(from));
  }

  /** Those of the run's policy; a file of it may lack some, which checkpoints have. */
  private ParameterSnapshot ofRun(Path directory) {
    Path config = RunDirectory.configIn(directory);
    Path file = RunDirectory.policyIn(directory);
    if (Files.exists(file)) {
      PolicyParameters policy = PolicyParameters.read(file);
      if (policy.shapes().keySet().containsAll(shapes(layout).keySet())) {
        return ofPolicy(policy);
      }
      Path best = RunDirectory.bestStateIn(directory);
      if (ConfigFile.read(config).toConfig().run().keep() == KeptPolicy.BEST
          && Files.exists(best)) {
        return ofCheckpoint(best);
      }
    }
    return ofCheckpoint(CheckpointPolicy.latest(directory));
  }

  private ParameterSnapshot ofPolicy(PolicyParameters policy) {
    PolicyMetadata origin = policy.metadata();
    requireSpaces(origin.environment(), origin.observationSpace(), origin.actionSpace());
    Map<String, List<Long>> theirs = policy.shapes();
    Optional<String> difference = firstDifference(theirs);
    if (difference.isPresent()) {
      boolean onlyLacks = shapes(layout).entrySet().containsAll(theirs.entrySet());
      throw otherNetwork(
          origin.algorithm(),
          difference.get()
              + (onlyLacks
                  ? "; a policy file has only what its actions depend on: give a checkpoint"
                  : ""));
    }
    return policy.snapshot(layout);
  }

  private ParameterSnapshot ofCheckpoint(Path file) {
    try (CheckpointFile checkpoint = CheckpointFile.open(file)) {
      ResolvedConfig other = ResolvedConfig.of(CheckpointPolicy.config(file), plugins);
      AlgorithmContext origin = RuntimeEngine.context(other, Device.CPU);
      requireSpaces(origin.environment(), origin.observationSpace(), origin.actionSpace());
      requireLayout(other, origin);
      return SavedParameters.load(layout, checkpoint.state().child(SavedParameters.POLICY));
    }
  }

  private void requireLayout(ResolvedConfig other, AlgorithmContext origin) {
    try (Algorithm theirs = other.algorithm().apply(origin)) {
      if (theirs.parameterLayout().layoutHash() != layout.layoutHash()) {
        throw otherNetwork(
            other.config().algorithm().name(),
            firstDifference(shapes(theirs.parameterLayout()))
                .orElse("its parameters are in another order"));
      }
    }
  }

  private void requireSpaces(String environment, Space observations, Space actions) {
    requireSpace(environment, "observes", observations, context.observationSpace());
    requireSpace(environment, "acts in", actions, context.actionSpace());
  }

  private void requireSpace(String environment, String verb, Space theirs, Space ours) {
    if (!theirs.equals(ours)) {
      throw new SettingsException(
          "it was learned in %s and %s %s, but %s has %s"
              .formatted(
                  environment,
                  verb,
                  SpaceText.format(theirs),
                  context.environment(),
                  SpaceText.format(ours)));
    }
  }

  private SettingsException otherNetwork(String theirAlgorithm, String difference) {
    return new SettingsException(
        "the network of its algorithm %s is not that of this run's %s: %s"
            .formatted(theirAlgorithm, algorithmName, difference));
  }

  /** The first parameter that is not alike here and there; empty if all are. */
  private Optional<String> firstDifference(Map<String, List<Long>> theirs) {
    Map<String, List<Long>> ours = shapes(layout);
    for (Map.Entry<String, List<Long>> parameter : ours.entrySet()) {
      String name = parameter.getKey();
      List<Long> shape = theirs.get(name);
      if (shape == null) {
        return Optional.of("it has no parameter %s %s".formatted(name, parameter.getValue()));
      }
      if (!shape.equals(parameter.getValue())) {
        return Optional.of(
            "its parameter %s has the shape %s, not %s"
                .formatted(name, shape, parameter.getValue()));
      }
    }
    return theirs.keySet().stream()
        .filter(name -> !ours.containsKey(name))
        .findFirst()
        .map(
            name ->
                "its parameter %s %s is not in this run's network"
                    .formatted(name, theirs.get(name)));
  }

  private static Map<String, List<Long>> shapes(ParameterLayout layout) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    layout.entries().forEach(entry -> shapes.put(entry.name(), entry.shape()));
    return shapes;
  }
}
