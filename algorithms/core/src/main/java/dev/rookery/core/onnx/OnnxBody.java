package dev.rookery.core.onnx;

import java.util.List;

/** Says what a model computes of an observation; algorithms write it as a lambda. */
@FunctionalInterface
public interface OnnxBody {

  /**
   * Adds the nodes and {@linkplain OnnxGraph#output outputs}, for example a network and the best
   * action.
   *
   * @param observation the input {@code [batch, shape…]}, of the observation space's type; several
   *     where observations have named parts, in the order of the parts
   */
  void add(OnnxGraph graph, List<String> observation);
}
