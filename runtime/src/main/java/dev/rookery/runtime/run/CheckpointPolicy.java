package dev.rookery.runtime.run;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Policy;
import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.environment.VectorStep;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.checkpoint.CheckpointDirectory;
import dev.rookery.runtime.checkpoint.CheckpointFile;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.settings.SettingsException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.CloseHelper;

/**
 * The greedy policy of a checkpoint, made by the algorithm that the run's configuration names. No
 * learner and no replay is made for it. Used by one thread.
 */
public final class CheckpointPolicy implements Policy {

  private final Algorithm algorithm;
  private final Policy policy;

  private CheckpointPolicy(Algorithm algorithm, Policy policy) {
    this.algorithm = algorithm;
    this.policy = policy;
  }

  /** Whether a file is called as a checkpoint is. */
  public static boolean isCheckpoint(Path file) {
    return file.toString().endsWith(CheckpointFile.EXTENSION);
  }

  /**
   * The latest checkpoint of a run that is not damaged.
   *
   * @param runDirectory of a run that may be under way
   * @throws CheckpointException if there is none
   */
  public static Path latest(Path runDirectory) {
    Path folder = RunDirectory.checkpointsIn(runDirectory);
    try (CheckpointFile file = new CheckpointDirectory(folder, 1).loadLatest()) {
      return file.path();
    }
  }

  /**
   * The configuration of the run that wrote a checkpoint.
   *
   * @throws SettingsException if the checkpoint does not lie in a run directory
   */
  public static ConfigLayer config(Path checkpoint) {
    Path folder = checkpoint.toAbsolutePath().normalize().getParent();
    Path run = folder == null ? null : folder.getParent();
    if (run == null) {
      throw new SettingsException(checkpoint + " does not lie in a run directory's checkpoints");
    }
    return ConfigFile.read(RunDirectory.configIn(run));
  }

  /**
   * Loads a checkpoint's policy, which acts on the processor, as policies from files do.
   *
   * @param resolved the run's configuration
   * @param environments how many environments it acts in together
   * @throws CheckpointException if the checkpoint cannot be read, or is of another network
   */
  public static CheckpointPolicy load(Path checkpoint, ResolvedConfig resolved, int environments) {
    Algorithm algorithm = RuntimeEngine.algorithm(resolved, Device.CPU);
    try (CheckpointFile file = CheckpointFile.open(checkpoint)) {
      ParameterSnapshot parameters =
          SavedParameters.load(
              algorithm.parameterLayout(), file.state().child(SavedParameters.POLICY));
      Policy policy = algorithm.createPolicy(environments);
      policy.update(parameters);
      return new CheckpointPolicy(algorithm, policy);
    } catch (RuntimeException | Error e) {
      CloseHelper.quietClose(algorithm);
      throw e;
    }
  }

  /** Refuses: the checkpoint's parameters are fixed. */
  @Override
  public void update(ParameterSnapshot parameters) {
    throw new UnsupportedOperationException("the policy of a checkpoint keeps its parameters");
  }

  @Override
  public void act(VectorStep step, ByteBuffer actions) {
    policy.act(step, actions);
  }

  @Override
  public void close() {
    CloseHelper.closeAll(policy, algorithm);
  }
}
