package dev.rookery.core.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;

/** Blocks one after the other. */
final class Chain {

  private Chain() {}

  static NDList forward(List<Block> blocks, ParameterStore store, NDList x, boolean training) {
    NDList y = x;
    for (int i = 0; i < blocks.size(); i++) {
      y = blocks.get(i).forward(store, y, training);
    }
    return y;
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
