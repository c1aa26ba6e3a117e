package dev.rookery.core.network;

import ai.djl.ndarray.NDArray;
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

/** The block of a {@link DuelingHead}: two streams and what combines them. */
final class DuelingLayer extends Layer {

  private static final int[] ACTIONS_AXIS = {1};

  private final int actions;
  private final int numbers;
  private final List<Block> valueStream;
  private final List<Block> advantageStream;

  DuelingLayer(DuelingHead head, int features, Activation activation, DenseFactory dense) {
    actions = head.actions();
    numbers = head.numbers();
    int hidden = head.hidden();
    valueStream = stream("value", features, hidden, numbers, activation, dense);
    advantageStream = stream("advantage", features, hidden, head.size(), activation, dense);
  }

  private List<Block> stream(
      String name,
      int features,
      int hidden,
      int outputs,
      Activation activation,
      DenseFactory dense) {
    List<Block> blocks = new ArrayList<>();
    int inputs = features;
    if (hidden > 0) {
      blocks.add(addChild(name + "_hidden", dense.create(features, hidden, activation)));
      inputs = hidden;
    }
    blocks.add(addChild(name, dense.create(inputs, outputs, Activation.IDENTITY)));
    return blocks;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDArray value = Chain.forward(valueStream, store, inputs, training).singletonOrThrow();
    NDArray advantage = Chain.forward(advantageStream, store, inputs, training).singletonOrThrow();
    if (numbers > 1) {
      value = value.reshape(-1, 1, numbers);
      advantage = advantage.reshape(-1, actions, numbers);
    }
    NDArray mean = advantage.mean(ACTIONS_AXIS, true);
    // In place is safe for the gradient: neither addition nor subtraction looks at its result.
    NDArray q = advantage.add(value).subi(mean);
    return new NDList(numbers > 1 ? q.reshape(-1, (long) actions * numbers) : q);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
    Chain.initialize(valueStream, manager, dataType, inputs);
    Chain.initialize(advantageStream, manager, dataType, inputs);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), (long) actions * numbers)};
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    String value = Chain.export(valueStream, graph, inputs);
    String advantage = Chain.export(advantageStream, graph, inputs);
    if (numbers > 1) {
      value = graph.reshape(value, List.of(1, numbers));
      advantage = graph.reshape(advantage, List.of(actions, numbers));
    }
    String mean = graph.node("ReduceMean", List.of(advantage), OnnxGraph.integers("axes", 1));
    String q = graph.node("Sub", graph.node("Add", advantage, value), mean);
    return List.of(numbers > 1 ? graph.reshape(q, List.of(actions * numbers)) : q);
  }
}
