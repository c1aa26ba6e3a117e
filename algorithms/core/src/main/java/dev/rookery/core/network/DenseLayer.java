package dev.rookery.core.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rookery.core.network.Initializers.Initializer;
import dev.rookery.core.onnx.OnnxGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code activation(x weightᵀ + bias)}, from {@code [batch, inputs]} to {@code [batch, outputs]}.
 * Parameters: {@code weight [outputs, inputs]} and {@code bias [outputs]}.
 *
 * <p>It runs as fast as DJL's own {@code Linear}, but needs no engine to know its shapes: a process
 * that only acts never starts one.
 */
public final class DenseLayer extends Layer {

  private final int outputs;
  private final Activation activation;
  private final Parameter weight;
  private final Parameter bias;

  /** A layer of {@code outputs} units. */
  public DenseLayer(int inputs, int outputs, Activation activation) {
    this(inputs, outputs, activation, Initializers.uniform());
  }

  /** A layer of {@code outputs} units with first values of its own. */
  public DenseLayer(int inputs, int outputs, Activation activation, Initializer firstValues) {
    this.outputs = outputs;
    this.activation = activation;
    weight = addParameter("weight", Parameter.Type.WEIGHT, firstValues, outputs, inputs);
    bias = addParameter("bias", Parameter.Type.BIAS, firstValues, outputs);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDArray x = inputs.head();
    Device device = x.getDevice();
    NDArray w = store.getValue(weight, device, training);
    NDArray b = store.getValue(bias, device, training);
    NDList y = x.getNDArrayInternal().linear(x, w, b);
    return activation == Activation.IDENTITY ? y : new NDList(activation.apply(y.head()));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), outputs)};
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    String y =
        graph.node(
            "Gemm",
            List.of(inputs.get(0), graph.parameter(weight), graph.parameter(bias)),
            OnnxGraph.integer("transB", 1));
    return List.of(activation.export(graph, y));
  }
}
