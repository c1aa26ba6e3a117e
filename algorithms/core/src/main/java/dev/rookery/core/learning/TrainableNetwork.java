package dev.rookery.core.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.rookery.algorithm.Device;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.network.NamedParameters;
import dev.rookery.core.parameters.ParameterArena;

/**
 * A network whose parameters lie in an arena. It may be a tree of several networks, which are run
 * one by one as parts. Not thread-safe.
 */
public final class TrainableNetwork implements AutoCloseable {

  private final Block block;
  private final ParameterArena arena;
  private final boolean ownsArena;
  private final NDManager manager;
  private final ParameterStore parameterStore;

  /** Moves the network's parameters into an arena in the host's memory. */
  public TrainableNetwork(Block block, boolean trainable) {
    this(block, trainable, TensorMemory.of(Device.CPU));
  }

  /**
   * Moves the network's parameters into an arena; their values become 0.
   *
   * @param block the network; the shapes of its parameters are known
   * @param trainable whether gradients will be taken; not for target networks
   * @param memory where its tensors are
   */
  public TrainableNetwork(Block block, boolean trainable, TensorMemory memory) {
    this.block = block;
    arena = new ParameterArena(NamedParameters.of(block), trainable, memory);
    ownsArena = true;
    manager = memory.newManager();
    parameterStore = new ParameterStore(manager, false);
  }

  /**
   * Makes a network see the parameters of {@code original}, as they are at any time, without being
   * a part of its gradients: what is computed here passes gradients on to what it was computed
   * from, and leaves none behind. To be closed before the original is.
   *
   * @param block of the same layout as the original's
   */
  public TrainableNetwork(Block block, TrainableNetwork original) {
    this.block = block;
    arena = original.arena;
    ownsArena = false;
    manager = arena.memory().newManager();
    parameterStore = new ParameterStore(manager, false);
    try {
      arena.lend(NamedParameters.of(block), manager);
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  /** The parameters. */
  public ParameterArena arena() {
    return arena;
  }

  /**
   * Computes outputs without the means to run backward. The result belongs to the input's manager.
   *
   * @param inputs {@code [batch, ...]} each
   */
  public NDArray forward(NDArray... inputs) {
    return forward(block, inputs);
  }

  /**
   * Computes what a part of the network does, without the means to run backward.
   *
   * @param part is below the network's block
   * @param inputs {@code [batch, ...]} each
   */
  public NDArray forward(Block part, NDArray... inputs) {
    return run(part, inputs, false);
  }

  /**
   * Computes outputs and keeps what a {@link TorchEngine#backward(NDArray, NDArray)} from them
   * needs. Operations on the result are recorded only inside of {@link TorchEngine#recording} or
   * {@link TorchEngine#backward(java.util.function.Supplier)}.
   *
   * @param inputs {@code [batch, ...]} each
   */
  public NDArray forwardRecording(NDArray... inputs) {
    return forwardRecording(block, inputs);
  }

  /**
   * Computes what a part of the network does, and keeps what a backward pass needs.
   *
   * @param part is below the network's block
   * @param inputs {@code [batch, ...]} each
   */
  public NDArray forwardRecording(Block part, NDArray... inputs) {
    return run(part, inputs, true);
  }

  private NDArray run(Block part, NDArray[] inputs, boolean recording) {
    NDList outputs =
        TorchEngine.recording(
            recording, () -> part.forward(parameterStore, new NDList(inputs), recording));
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          "the block has %s outputs where one is expected: run its parts one by one"
              .formatted(outputs.size()));
    }
    return outputs.singletonOrThrow();
  }

  @Override
  public void close() {
    if (ownsArena) {
      arena.close();
    }
    manager.close();
  }
}
