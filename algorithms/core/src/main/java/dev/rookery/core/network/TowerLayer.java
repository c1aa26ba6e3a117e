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
  private final int features;
  private final List<Block> hidden = new ArrayList<>();
  private final List<Block> output;

  TowerLayer(TowerHead head, int features, Activation activation, DenseFactory dense) {
    size = head.size();
    int inputs = features;
    Initializers.Initializer first = Initializers.orthogonalLayer(Math.sqrt(2));
    for (int i = 0; i < head.hidden().size(); i++) {
      int units = head.hidden().get(i);
      hidden.add(addChild("hidden" + i, dense.create(inputs, units, activation, first)));
      inputs = units;
    }
    Initializers.Initializer last = Initializers.orthogonalLayer(head.gain());
    output = List.of(addChild("output", dense.create(inputs, size, Activation.IDENTITY, last)));
    this.features = inputs;
  }

  /** How many numbers the last layer is applied to. */
  int features() {
    return features;
  }

  /** What the last layer is applied to. */
  NDList forwardHidden(ParameterStore store, NDList inputs, boolean training) {
    return Chain.forward(hidden, store, inputs, training);
  }

  /** What the last layer makes of that. */
  NDList forwardOutput(ParameterStore store, NDList inputs, boolean training) {
    return Chain.forward(output, store, inputs, training);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDList x = forwardHidden(store, inputs, training);
    for (int more = 1; more < inputs.size(); more++) {
      x.add(inputs.get(more));
    }
    return forwardOutput(store, x, training);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
    Shape[] last = Chain.initialize(hidden, manager, dataType, inputs);
    Chain.initialize(output, manager, dataType, last);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), size)};
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    List<String> x = new ArrayList<>(List.of(exportHidden(graph, inputs)));
    x.addAll(inputs.subList(1, inputs.size()));
    return List.of(exportOutput(graph, x));
  }

  /** Adds what {@link #forwardHidden} computes. */
  String exportHidden(OnnxGraph graph, List<String> inputs) {
    return Chain.export(hidden, graph, inputs);
  }

  /** Adds what {@link #forwardOutput} computes. */
  String exportOutput(OnnxGraph graph, List<String> inputs) {
    return Chain.export(output, graph, inputs);
  }
}
