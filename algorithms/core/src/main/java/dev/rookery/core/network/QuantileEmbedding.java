package dev.rookery.core.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rookery.DataType;
import dev.rookery.core.onnx.OnnxGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies features with an embedding of sampled quantile levels (Dabney et al. 2018, "Implicit
 * quantile networks", equation 4): of {@code [batch, features]} and {@code [batch, samples,
 * cosines]} it makes {@code [batch · samples, features]}, {@code features · ReLU(cosines wᵀ + b)}.
 * Where the cosines are {@code [1, samples, cosines]}, all examples share them. {@link
 * dev.rookery.core.loss.CosineEmbedding} makes the cosines of levels.
 *
 * <p>Parameters: {@code weight [features, cosines]} and {@code bias [features]}.
 */
public final class QuantileEmbedding extends Layer {

  /** The network's input that has the cosines. */
  public static final String INPUT = "quantile_cosines";

  private final int features;
  private final int cosines;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * For so many features.
   *
   * @param cosines how many each level has; 64 in the paper
   */
  public QuantileEmbedding(int features, int cosines) {
    this.features = features;
    this.cosines = cosines;
    weight = addParameter("weight", Parameter.Type.WEIGHT, features, cosines);
    bias = addParameter("bias", Parameter.Type.BIAS, features);
  }

  /** The input of a network for so many levels at a time. */
  public static NetworkInput input(int samples, int cosines) {
    return new NetworkInput(INPUT, DataType.FLOAT32, List.of(samples, cosines));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDArray x = inputs.head();
    NDArray levels = inputs.get(1);
    Device device = x.getDevice();
    NDArray w = store.getValue(weight, device, training);
    NDArray b = store.getValue(bias, device, training);
    long samples = levels.getShape().get(1);
    NDArray flat = levels.reshape(-1, cosines);
    NDArray embedded = Activation.RELU.apply(x.getNDArrayInternal().linear(flat, w, b).head());
    NDArray product = x.reshape(-1, 1, features).mul(embedded.reshape(-1, samples, features));
    return new NDList(product.reshape(-1, features));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0) * inputs[1].get(1), features)};
  }

  /** The second input is {@code [rows, samples, cosines]} with a constant number of samples. */
  List<String> export(OnnxGraph graph, String x, String levels, int samples) {
    String flat = graph.reshape(levels, List.of(cosines));
    String linear =
        graph.node(
            "Gemm",
            List.of(flat, graph.parameter(weight), graph.parameter(bias)),
            OnnxGraph.integer("transB", 1));
    String embedded =
        graph.reshape(Activation.RELU.export(graph, linear), List.of(samples, features));
    String product = graph.node("Mul", graph.reshape(x, List.of(1, features)), embedded);
    return List.of(graph.reshape(product, List.of(features)));
  }

  /**
   * Refuses: how many levels an example has cannot be seen here.
   *
   * @throws UnsupportedOperationException always; {@link Network} exports it
   */
  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    throw new UnsupportedOperationException("a network exports its quantile embedding itself");
  }
}
