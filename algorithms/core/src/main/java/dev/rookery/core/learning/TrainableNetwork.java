package dev.rookery.core.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.network.NamedParameters;
import dev.rookery.core.parameters.ParameterArena;

/** A network whose parameters lie in an arena. Not thread-safe. */
public final class TrainableNetwork implements AutoCloseable {

  private final Block block;
  private final ParameterArena arena;
  private final NDManager manager;
  private final ParameterStore parameterStore;

  /**
   * Moves the network's parameters into an arena; their values become 0.
   *
   * @param block the network; the shapes of its parameters are known
   * @param trainable whether gradients will be taken; not for target networks
   */
  public TrainableNetwork(Block block, boolean trainable) {
    this.block = block;
    arena = new ParameterArena(NamedParameters.of(block), trainable);
    manager = TorchEngine.newManager();
    parameterStore = new ParameterStore(manager, false);
  }

  /** The parameters. */
  public ParameterArena arena() {
    return arena;
  }

  /**
   * Computes outputs without the means to run backward; the result belongs to the input's manager.
   *
   * @param input {@code [batch, ...]}
   */
  public NDArray forward(NDArray input) {
    TorchEngine.recordGradients(false);
    return run(input, false);
  }

  /** Likewise, keeping what {@link TorchEngine#backward} from the result needs. */
  public NDArray forwardRecording(NDArray input) {
    TorchEngine.recordGradients(true);
    try {
      return run(input, true);
    } finally {
      TorchEngine.recordGradients(false);
    }
  }

  private NDArray run(NDArray input, boolean training) {
    return block.forward(parameterStore, new NDList(input), training).singletonOrThrow();
  }

  @Override
  public void close() {
    arena.close();
    manager.close();
  }
}
