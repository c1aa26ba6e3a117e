package dev.rookery.cli;

import dev.rookery.algorithm.Policy;
import dev.rookery.core.onnx.OnnxPolicy;
import dev.rookery.core.onnx.PolicyMetadata;
import dev.rookery.environment.Environment;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.EnvironmentFactory;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.run.CheckpointPolicy;
import dev.rookery.runtime.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A policy that a run wrote, and the environment to play in: the one in which it was trained, with
 * the same settings and wrappers, unless the user names others.
 *
 * @param policy the policy, which this owns
 * @param environments makes the environment, wrappers included
 */
record LoadedPolicy(Policy policy, EnvironmentFactory environments) implements AutoCloseable {

  /**
   * Loads a policy.
   *
   * @param from an ONNX file, a checkpoint, or a run directory, which stands for its policy, or for
   *     its latest checkpoint while it has none
   * @param options what the user says of the environment
   * @param together how many environments it acts in together
   * @throws dev.rookery.RookeryException if it cannot be read or does not fit the environment
   */
  static LoadedPolicy load(Path from, ConfigLayer options, Plugins plugins, int together) {
    ConfigLayer layer = options;
    Path file = from;
    if (Files.isDirectory(from)) {
      layer = layer.over(ConfigFile.read(RunDirectory.configIn(from)));
      Path exported = RunDirectory.policyIn(from);
      file = Files.exists(exported) ? exported : CheckpointPolicy.latest(from);
    }
    if (CheckpointPolicy.isCheckpoint(file)) {
      ResolvedConfig resolved =
          ResolvedConfig.of(layer.over(CheckpointPolicy.config(file)), plugins);
      return new LoadedPolicy(
          CheckpointPolicy.load(file, resolved, together), resolved.environments());
    }
    OnnxPolicy policy = OnnxPolicy.load(file, together);
    try {
      ConfigLayer trained = trainedIn(policy.metadata(), file);
      EnvironmentFactory environments = ResolvedConfig.environments(layer.over(trained), plugins);
      try (Environment one = environments.get()) {
        policy.requireFits(
            environments.name(), one.observationSpace(), one.actionSpace(), one.hasLegalActions());
      }
      return new LoadedPolicy(policy, environments);
    } catch (RuntimeException | Error e) {
      policy.close();
      throw e;
    }
  }

  private static ConfigLayer trainedIn(PolicyMetadata metadata, Path file) {
    if (!metadata.environmentSettings().isEmpty()) {
      return ConfigFile.parse(metadata.environmentSettings(), file + " (metadata)");
    }
    return ConfigLayer.EMPTY.withEnvironment(Section.of(metadata.environment(), Map.of()));
  }

  @Override
  public void close() {
    policy.close();
  }
}
