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

/** The block of a {@link GaussianHead}. */
final class GaussianLayer extends Layer {

  private final int numbers;
  private final TowerLayer means;
  private final Parameter logDeviation;

  GaussianLayer(TowerLayer means, GaussianHead head) {
    numbers = head.numbers();
    this.means = addChild("mean", means);
    logDeviation =
        addParameter(
            "log_deviation",
            Parameter.Type.OTHER,
            Initializers.constant(Math.log(head.deviation())),
            numbers);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDArray mean = means.forward(store, inputs, training).singletonOrThrow();
    NDArray log = store.getValue(logDeviation, mean.getDevice(), training);
    NDArray rows = log.reshape(1, numbers).broadcast(mean.getShape());
    return new NDList(mean.concat(rows, 1));
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
    String mean = OnnxGraph.single(means.export(graph, inputs));
    String shape = graph.node("Shape", mean);
    String rows = graph.node("Expand", graph.parameter(logDeviation), shape);
    return List.of(graph.concatenate(List.of(mean, rows)));
  }
}
