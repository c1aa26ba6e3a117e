package dev.rookery.core.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rookery.core.onnx.OnnxGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes {@code [batch, features]} of {@code [batch, …]}. */
final class FlattenLayer extends Layer {

  private final int features;

  FlattenLayer(int features) {
    this.features = features;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    return new NDList(inputs.head().reshape(-1, features));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), features)};
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    return List.of(graph.node("Flatten", inputs.get(0)));
  }
}
