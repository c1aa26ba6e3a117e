package dev.rookery.core.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rookery.core.onnx.OnnxGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The block of a {@link StateNoiseHead}. */
final class StateNoiseLayer extends Layer {

  /** Keeps deviations above 0 where all features are 0. */
  private static final float SMALLEST_VARIANCE = 1e-6f;

  private final int numbers;
  private final int features;
  private final TowerLayer means;
  private final Parameter logDeviation;

  StateNoiseLayer(TowerLayer means, StateNoiseHead head) {
    numbers = head.numbers();
    features = means.features();
    this.means = addChild("mean", means);
    logDeviation =
        addParameter(
            "log_deviation",
            Parameter.Type.OTHER,
            Initializers.constant(Math.log(head.deviation() / Math.sqrt(features))),
            numbers,
            features);
  }

  /** How many standard normal numbers {@link #exportWithNoise} takes for each observation. */
  int noiseSize() {
    return Math.multiplyExact(numbers, features);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDList hidden = means.forwardHidden(store, inputs, training);
    NDArray mean = means.forwardOutput(store, hidden, training).singletonOrThrow();
    NDArray x = hidden.head().stopGradient();
    NDArray log = store.getValue(logDeviation, x.getDevice(), training);
    NDArray variance = x.mul(x).matMul(log.add(log).exp().transpose()).addi(SMALLEST_VARIANCE);
    return new NDList(mean.concat(variance.sqrt().log(), 1));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
    means.initialize(manager, dataType, inputs);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), 2L * numbers)};
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    String hidden = means.exportHidden(graph, inputs);
    return List.of(exportRange(graph, hidden, exportDeviation(graph, hidden)));
  }

  private String exportRange(OnnxGraph graph, String hidden, String deviation) {
    String mean = means.exportOutput(graph, List.of(hidden));
    return graph.concatenate(List.of(mean, graph.node("Log", deviation)));
  }

  /** The deviations of all numbers. */
  private String exportDeviation(OnnxGraph graph, String hidden) {
    String sigma = graph.node("Exp", graph.parameter(logDeviation));
    String squares = graph.node("Mul", hidden, hidden);
    String variance =
        graph.node(
            "Gemm",
            List.of(squares, graph.node("Mul", sigma, sigma), graph.constant(SMALLEST_VARIANCE)),
            OnnxGraph.integer("transB", 1));
    return graph.node("Sqrt", variance);
  }

  /**
   * Adds what {@link #export} adds and the noise, in deviations: what {@link
   * dev.rookery.core.distribution.ActionDistribution#exportSample} takes.
   *
   * @param drawn standard normal, {@code [batch, numbers · features]}
   * @return the range {@code [batch, 2 · numbers]} and the noise {@code [batch, numbers]}
   */
  List<String> exportWithNoise(OnnxGraph graph, List<String> inputs, String drawn) {
    String hidden = means.exportHidden(graph, inputs);
    String deviation = exportDeviation(graph, hidden);
    String sigma = graph.node("Exp", graph.parameter(logDeviation));
    String matrix = graph.node("Mul", graph.reshape(drawn, List.of(numbers, features)), sigma);
    String column = graph.reshape(hidden, List.of(features, 1));
    String noise = graph.reshape(graph.node("MatMul", matrix, column), List.of(numbers));
    return List.of(exportRange(graph, hidden, deviation), graph.node("Div", noise, deviation));
  }
}
