package dev.rookery.core.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.rookery.core.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks one after the other, each applied to the result of the one before it. What else a chain is
 * given besides its first input, such as noise, each of its blocks gets too.
 */
final class Chain {

  private Chain() {}

  static NDList forward(List<Block> blocks, ParameterStore store, NDList inputs, boolean training) {
    NDList x = inputs;
    for (int i = 0; i < blocks.size(); i++) {
      NDList y = blocks.get(i).forward(store, x, training);
      x = y;
      for (int more = 1; more < inputs.size(); more++) {
        if (more == 1) {
          x = new NDList(y.singletonOrThrow());
        }
        x.add(inputs.get(more));
      }
    }
    return inputs.size() > 1 ? new NDList(x.head()) : x;
  }

  /** Adds what the blocks compute to a graph; the result is one value. */
  static String export(List<Block> blocks, OnnxGraph graph, List<String> inputs) {
    List<String> x = inputs;
    for (Block block : blocks) {
      List<String> y = new ArrayList<>(List.of(OnnxGraph.single(graph.export(block, x))));
      y.addAll(inputs.subList(1, inputs.size()));
      x = y;
    }
    return x.get(0);
  }

  /** Has no effect on {@link Layer}s whose parameters have memory already. */
  static Shape[] initialize(
      List<Block> blocks, NDManager manager, DataType dataType, Shape... inputs) {
    Shape[] shapes = inputs;
    for (Block block : blocks) {
      block.initialize(manager, dataType, shapes);
      shapes = block.getOutputShapes(shapes);
    }
    return shapes;
  }
}
