package dev.rookery.core.onnx;

/** Says what a model computes of an observation; algorithms write it as a lambda. */
@FunctionalInterface
public interface OnnxBody {

  /**
   * Adds the nodes and {@linkplain OnnxGraph#output outputs}, for example a network and the best
   * action.
   *
   * @param observation the input: {@code [batch, shape…]}, of the observation space's type
   */
  void add(OnnxGraph graph, String observation);
}
