package dev.rookery.core.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rookery.core.onnx.OnnxGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code (x - mean) * scale}, cut to ±10, from {@code [batch, size]} to the same. Constants: {@code
 * mean [size]}, at first 0, and {@code scale [size]}, at first 1. A learner writes them; they are
 * published, saved and exported with the parameters, so everyone sees observations alike.
 */
public final class NormalizationLayer extends Layer {

  /** The name of the means. */
  public static final String MEAN = "mean";

  /** The name of the factors, which are one by the standard deviations. */
  public static final String SCALE = "scale";

  private static final float BOUND = 10;

  private final int size;
  private final Parameter mean;
  private final Parameter scale;

  NormalizationLayer(int size) {
    this.size = size;
    mean = addConstant(MEAN, Initializers.constant(0), size);
    scale = addConstant(SCALE, Initializers.constant(1), size);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDArray x = inputs.head();
    NDArray m = store.getValue(mean, x.getDevice(), training);
    NDArray s = store.getValue(scale, x.getDevice(), training);
    return new NDList(x.sub(m).mul(s).clip(-BOUND, BOUND));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), size)};
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    String centered = graph.node("Sub", inputs.get(0), graph.parameter(mean));
    String scaled = graph.node("Mul", centered, graph.parameter(scale));
    return List.of(graph.node("Clip", scaled, graph.constant(-BOUND), graph.constant(BOUND)));
  }
}
