package dev.rookery.core.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.core.onnx.OnnxType;
import dev.rookery.parameters.ParameterLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network from raw observations {@code [batch, shape…]}, of their space's own type, to one output
 * for each {@link Head}, in their order. A second input {@code [batch, numbers]} has actions, if
 * the spec asks for {@linkplain NetworkSpec#actionInputs actions}. Made by a {@link NetworkSpec}.
 *
 * <p>Parameters are called, in this order, {@code convolution0.weight}, {@code convolution0.bias},
 * {@code convolution1.…}, {@code hidden0.…}, and for each head {@code head.…}. Their shapes are
 * known from the start; their memory is given to them later, by {@link NamedParameters#bind}.
 */
public final class Network extends Layer {

  private final NetworkSpec spec;
  private final List<Block> encoder = new ArrayList<>();
  private final List<Block> torso = new ArrayList<>();
  private final List<Block> heads = new ArrayList<>();

  Network(NetworkSpec spec) {
    this.spec = spec;
    boolean image = !spec.convolutions().isEmpty();
    ObservationEncoder observation = new ObservationEncoder(spec.observationSpace(), image);
    encoder.add(addChild("observation", observation));
    List<Integer> encoded = observation.outputShape();
    int features = image ? addConvolutions(encoded) : encoded.get(0);
    features += spec.actionInputs();
    for (int i = 0; i < spec.hidden().size(); i++) {
      int units = spec.hidden().get(i);
      torso.add(addChild("hidden" + i, spec.dense().create(features, units, spec.activation())));
      features = units;
    }
    for (Head head : spec.heads()) {
      heads.add(addChild(head.name(), head.create(features, spec.activation(), spec.dense())));
    }
  }

  /** Adds the convolutions and returns how many features come out. */
  private int addConvolutions(List<Integer> shape) {
    int channels = shape.get(0);
    int height = shape.get(1);
    int width = shape.get(2);
    for (int i = 0; i < spec.convolutions().size(); i++) {
      Convolution convolution = spec.convolutions().get(i);
      encoder.add(
          addChild(
              "convolution" + i, new ConvolutionLayer(channels, convolution, spec.activation())));
      channels = convolution.filters();
      height = convolution.outputSize(height);
      width = convolution.outputSize(width);
    }
    int features = channels * height * width;
    encoder.add(addChild("flatten", new FlattenLayer(features)));
    return features;
  }

  /** What it was made of. */
  public NetworkSpec spec() {
    return spec;
  }

  /** The parameters by name, in order. */
  public Map<String, Parameter> namedParameters() {
    return NamedParameters.of(this);
  }

  /** Where each parameter lies in the flat vector of them all. */
  public ParameterLayout parameterLayout() {
    return NamedParameters.layout(namedParameters());
  }

  /** What makes ONNX models of it. */
  public OnnxExporter exporter() {
    return new OnnxExporter(spec.observationSpace(), namedParameters(), parameterLayout());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDList features = Chain.forward(encoder, store, new NDList(inputs.get(0)), training);
    if (spec.actionInputs() > 0) {
      features = new NDList(features.head().concat(inputs.get(1), 1));
    }
    features = Chain.forward(torso, store, features, training);
    NDList outputs = new NDList(heads.size());
    for (Block head : heads) {
      outputs.add(head.forward(store, features, training).singletonOrThrow());
    }
    return outputs;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
    Shape[] encoded = Chain.initialize(encoder, manager, dataType, inputs[0]);
    Shape all = new Shape(encoded[0].get(0), encoded[0].get(1) + spec.actionInputs());
    Shape[] features = Chain.initialize(torso, manager, dataType, all);
    heads.forEach(head -> head.initialize(manager, dataType, features));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return spec.heads().stream()
        .map(
            head -> {
              Shape shape = new Shape(inputs[0].get(0));
              for (int dimension : head.shape()) {
                shape = shape.add(dimension);
              }
              return shape;
            })
        .toArray(Shape[]::new);
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    List<String> encoded = graph.exportChain(encoder, inputs.subList(0, 1));
    if (spec.actionInputs() > 0) {
      encoded = List.of(graph.concatenate(encoded.get(0), inputs.get(1)));
    }
    List<String> features = graph.exportChain(torso, encoded);
    return heads.stream().map(head -> OnnxGraph.single(graph.export(head, features))).toList();
  }

  /**
   * Exports the network and makes each head's output an output of the graph, called as the head.
   *
   * @param observation the graph's input
   * @return the value of each head's output, by the head's name, for further nodes
   */
  public Map<String, String> exportOutputs(OnnxGraph graph, String observation) {
    List<String> values = graph.export(this, List.of(observation));
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      Head head = spec.heads().get(i);
      graph.output(head.name(), values.get(i), OnnxType.FLOAT32, head.shape());
      named.put(head.name(), values.get(i));
    }
    return named;
  }
}
