package dev.rookery.core.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rookery.core.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The block of a {@link TowerHead}: dense layers, one after the other. */
final class TowerLayer extends Layer {

  private final int size;
  private final List<Block> layers = new ArrayList<>();

  TowerLayer(TowerHead head, int features, Activation activation, DenseFactory dense) {
    size = head.size();
    int inputs = features;
    Initializers.Initializer hidden = Initializers.orthogonalLayer(Math.sqrt(2));
    for (int i = 0; i < head.hidden().size(); i++) {
      int units = head.hidden().get(i);
      layers.add(addChild("hidden" + i, dense.create(inputs, units, activation, hidden)));
      inputs = units;
    }
    Initializers.Initializer last = Initializers.orthogonalLayer(head.gain());
    layers.add(addChild("output", dense.create(inputs, size, Activation.IDENTITY, last)));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    return Chain.forward(layers, store, inputs, training);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
    Chain.initialize(layers, manager, dataType, inputs);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), size)};
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    return List.of(Chain.export(layers, graph, inputs));
  }
}
