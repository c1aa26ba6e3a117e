package dev.rookery.core.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
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
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.SpacePart;
import dev.rookery.environment.TensorSpace;
import dev.rookery.parameters.ParameterLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network from named inputs to one output tensor {@code [rows, total]}, in which each {@link
 * Head} has a {@linkplain #range range} of the columns. A row is an observation, or a sample of one
 * where quantile levels are sampled. Made by a {@link NetworkSpec}.
 *
 * <p>{@link #inputs} says what the inputs are, in the order that {@code forward} wants them: raw
 * observations {@code [batch, shape…]} of their space's own type, or their {@linkplain #patches
 * patches}, one input for each part where they have named parts; then actions, the cosines of
 * quantile levels, and noise, as far as the spec asks for them. Noise comes last, as {@code [batch,
 * numbers]} or {@code [1, numbers]}, and may be left out: then noisy layers compute their means.
 *
 * <p>Parameters are called, in this order, {@code convolution0.weight}, {@code convolution0.bias},
 * {@code convolution1.…}, {@code hidden0.…}, {@code quantiles.…}, and for each head {@code head.…};
 * constants come last. Each named part of an observation is encoded on its own, and the features of
 * all are put side by side, in the order of the parts; its convolutions are called {@code
 * observation.image.convolution0.…} for example. Their shapes are known from the start; their
 * memory is given to them later, by {@link NamedParameters#bind}.
 */
public final class Network extends Layer {

  /** The input that has the noise of noisy layers. */
  public static final String NOISE = "noise";

  /** The input that has actions. */
  public static final String ACTION = "action";

  /** What {@link #exportHeads} calls the noise that a {@link StateNoiseHead} makes. */
  public static final String STATE_NOISE = "state_noise";

  private final NetworkSpec spec;
  private final List<NetworkInput> inputs = new ArrayList<>();

  /** For each part of an observation, what makes features of it. */
  private final List<List<Block>> encoders = new ArrayList<>();

  /** Before quantile levels come in. */
  private final List<Block> torso = new ArrayList<>();

  private final @Nullable QuantileEmbedding quantiles;

  /** After that. */
  private final List<Block> sampleTorso = new ArrayList<>();

  private final List<Block> heads = new ArrayList<>();
  private final Map<String, OutputRange> ranges = new LinkedHashMap<>();
  private final Map<String, Parameter> constants = new LinkedHashMap<>();
  private final int noise;

  Network(NetworkSpec spec) {
    this.spec = spec;
    int features = 0;
    for (int i = 0; i < spec.convolutions().size(); i++) {
      features += addEncoder(spec.observationSpace().parts().get(i), spec.convolutions().get(i));
    }
    if (spec.actionInputs() > 0) {
      inputs.add(floats(ACTION, spec.actionInputs()));
      features += spec.actionInputs();
    }
    NoisyLayers noisy = new NoisyLayers(spec.noiseSigma());
    DenseFactory dense = spec.noiseSigma() > 0 ? noisy : DenseLayer::new;
    int beforeQuantiles = spec.layersBeforeQuantiles();
    QuantileEmbedding embedding = null;
    for (int i = 0; i <= spec.hidden().size(); i++) {
      if (i == beforeQuantiles && spec.quantileSamples() > 0) {
        embedding = addChild("quantiles", new QuantileEmbedding(features, spec.quantileCosines()));
        inputs.add(QuantileEmbedding.input(spec.quantileSamples(), spec.quantileCosines()));
      }
      if (i < spec.hidden().size()) {
        int units = spec.hidden().get(i);
        Block layer = addChild("hidden" + i, dense.create(features, units, spec.activation()));
        (embedding == null ? torso : sampleTorso).add(layer);
        features = units;
      }
    }
    quantiles = embedding;
    int total = spec.heads().stream().mapToInt(Head::size).sum();
    int offset = 0;
    for (Head head : spec.heads()) {
      heads.add(addChild(head.name(), head.create(features, spec.activation(), dense)));
      ranges.put(head.name(), new OutputRange(offset, head.size(), total));
      offset += head.size();
    }
    for (Constant constant : spec.constants()) {
      List<Float> first = constant.first();
      Initializers.Initializer write =
          (values, rows, fanIn, random) -> {
            for (int i = 0; i < values.length; i++) {
              values[i] = first.get(i);
            }
          };
      constants.put(constant.name(), addConstant(constant.name(), write, first.size()));
    }
    noise = noisy.size();
    if (noise > 0) {
      inputs.add(floats(NOISE, noise));
    }
  }

  private static NetworkInput floats(String name, int size) {
    return new NetworkInput(name, dev.rookery.DataType.FLOAT32, List.of(size));
  }

  /** Adds what a part of the observations goes through; returns how many features come out. */
  private int addEncoder(SpacePart part, List<Convolution> convolutions) {
    TensorSpace space = part.space();
    String name = part.nameIn(OnnxExporter.OBSERVATION);
    inputs.add(new NetworkInput(name, space.dataType(), space.shape()));
    ObservationEncoder observation = new ObservationEncoder(space, !convolutions.isEmpty());
    List<Block> blocks = new ArrayList<>(List.of(addChild(name, observation)));
    encoders.add(blocks);
    List<Integer> shape = observation.outputShape();
    if (convolutions.isEmpty()) {
      if (spec.normalized() && space instanceof BoxSpace) {
        blocks.add(addChild(normalization(part), new NormalizationLayer(shape.get(0))));
      }
      return shape.get(0);
    }
    String prefix = part.name().isEmpty() ? "" : name + ".";
    for (int i = 0; i < convolutions.size(); i++) {
      ConvolutionLayer layer = new ConvolutionLayer(shape, convolutions.get(i), spec.activation());
      blocks.add(addChild(prefix + "convolution" + i, layer));
      shape = layer.outputShape();
    }
    int features = shape.stream().reduce(1, Math::multiplyExact);
    blocks.add(addChild(prefix + "flatten", new FlattenLayer(features)));
    return features;
  }

  private static String normalization(SpacePart part) {
    return part.nameIn(OnnxExporter.OBSERVATION) + "_normalization";
  }

  /**
   * What the names of the constants begin with that normalise a part of the observations, the last
   * dot included; empty where it is not normalised.
   *
   * @param part which one
   */
  public Optional<String> normalization(int part) {
    return encoders.get(part).stream().anyMatch(NormalizationLayer.class::isInstance)
        ? Optional.of(normalization(spec.observationSpace().parts().get(part)) + ".")
        : Optional.empty();
  }

  /** What it was made of. */
  public NetworkSpec spec() {
    return spec;
  }

  /** The inputs, in the order that {@code forward} wants them. */
  public List<NetworkInput> inputs() {
    return List.copyOf(inputs);
  }

  /**
   * What lays out the images of a part of the observations, so that its first convolution takes
   * less time; {@code forward} takes patches in the place of the observations. Empty where the part
   * is no image or a large one.
   *
   * @param part which one
   */
  public Optional<Patches> patches(int part) {
    List<Convolution> convolutions = spec.convolutions().get(part);
    return convolutions.isEmpty()
        ? Optional.empty()
        : Patches.of(spec.observationSpace().parts().get(part).space(), convolutions.get(0));
  }

  /** How many numbers of noise its layers take; 0 if none is noisy. */
  public int noiseSize() {
    return noise;
  }

  /** Its noisy layers, by what the names of their parameters begin with, the last dot included. */
  public Map<String, NoisyDenseLayer> noisyLayers() {
    Map<String, NoisyDenseLayer> layers = new LinkedHashMap<>();
    NamedParameters.visit(
        this,
        (prefix, block) -> {
          if (block instanceof NoisyDenseLayer noisy) {
            layers.put(prefix, noisy);
          }
        });
    return layers;
  }

  /**
   * Which columns of the output a head has.
   *
   * @throws IllegalArgumentException if there is no such head
   */
  public OutputRange range(String head) {
    OutputRange range = ranges.get(head);
    if (range == null) {
      throw new IllegalArgumentException(
          "the network has no head called %s; it has %s".formatted(head, ranges.keySet()));
    }
    return range;
  }

  /** How many columns the output has. */
  public int outputSize() {
    return ranges.values().stream().mapToInt(OutputRange::size).sum();
  }

  /**
   * A constant of the spec.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Parameter constant(String name) {
    Parameter constant = constants.get(name);
    if (constant == null) {
      throw new IllegalArgumentException(
          "the network has no constant called %s; it has %s".formatted(name, constants.keySet()));
    }
    return constant;
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
    int next = encoders.size();
    NDArray x = encode(store, inputs, training);
    if (spec.actionInputs() > 0) {
      x = x.concat(inputs.get(next++), 1);
    }
    NDArray levels = quantiles == null ? null : inputs.get(next++);
    NDArray drawn = noise > 0 && inputs.size() > next ? inputs.get(next) : null;
    x = Chain.forward(torso, store, list(x, drawn), training).head();
    if (quantiles != null && levels != null) {
      x = quantiles.forward(store, new NDList(x, levels), training).head();
      if (drawn != null && drawn.getShape().get(0) > 1) {
        drawn = drawn.repeat(0, levels.getShape().get(1)); // a row for each sample
      }
      x = Chain.forward(sampleTorso, store, list(x, drawn), training).head();
    }
    NDList outputs = new NDList(heads.size());
    NDList features = list(x, drawn);
    for (Block head : heads) {
      outputs.add(head.forward(store, features, training).singletonOrThrow());
    }
    return outputs.size() == 1 ? outputs : new NDList(NDArrays.concat(outputs, 1));
  }

  private NDArray encode(ParameterStore store, NDList inputs, boolean training) {
    NDList features = new NDList(encoders.size());
    for (int i = 0; i < encoders.size(); i++) {
      NDList part = new NDList(inputs.get(i));
      features.add(Chain.forward(encoders.get(i), store, part, training).head());
    }
    return features.size() == 1 ? features.head() : NDArrays.concat(features, 1);
  }

  private static NDList list(NDArray x, @Nullable NDArray more) {
    return more == null ? new NDList(x) : new NDList(x, more);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
    int next = encoders.size();
    long features = spec.actionInputs();
    for (int i = 0; i < next; i++) {
      features += Chain.initialize(encoders.get(i), manager, dataType, inputs[i])[0].get(1);
    }
    Shape all = new Shape(inputs[0].get(0), features);
    Shape[] x = Chain.initialize(torso, manager, dataType, all);
    if (quantiles != null) {
      quantiles.initialize(manager, dataType, x[0], inputs[quantileInput()]);
      x = Chain.initialize(sampleTorso, manager, dataType, x);
    }
    for (Block head : heads) {
      head.initialize(manager, dataType, x);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    long rows = inputs[0].get(0);
    if (quantiles != null) {
      rows *= inputs[quantileInput()].get(1);
    }
    return new Shape[] {new Shape(rows, outputSize())};
  }

  /** Which of the inputs has the quantile levels. */
  private int quantileInput() {
    return encoders.size() + (spec.actionInputs() > 0 ? 1 : 0);
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    List<String> values =
        List.copyOf(exportHeads(graph, inputs, List.copyOf(ranges.keySet())).values());
    return List.of(values.size() == 1 ? values.get(0) : graph.concatenate(values));
  }

  /**
   * Adds what some of the heads compute; what the others need alone is left out.
   *
   * @param inputs as {@link #inputs} lists them; noise may be missing
   * @param wanted names of heads
   * @return each one's value {@code [rows, size]}, by its name
   */
  public Map<String, String> exportHeads(
      OnnxGraph graph, List<String> inputs, List<String> wanted) {
    return exportHeads(graph, inputs, wanted, null);
  }

  /**
   * Adds what some of the heads compute, and the noise that a {@link StateNoiseHead} among them
   * makes of the state.
   *
   * @param drawn standard normal numbers {@code [batch, stateNoiseSize]}, or null for no noise
   * @return each head's value by its name, and as {@link #STATE_NOISE} the noise {@code [batch,
   *     numbers]} in deviations: over all that may be drawn, each number is standard normal
   */
  public Map<String, String> exportHeads(
      OnnxGraph graph, List<String> inputs, List<String> wanted, @Nullable String drawn) {
    List<String> features = exportFeatures(graph, inputs);
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < heads.size(); i++) {
      String name = spec.heads().get(i).name();
      if (!wanted.contains(name)) {
        continue;
      }
      if (drawn != null && heads.get(i) instanceof StateNoiseLayer layer) {
        List<String> both = layer.exportWithNoise(graph, features, drawn);
        values.put(name, both.get(0));
        values.put(STATE_NOISE, both.get(1));
      } else {
        values.put(name, Chain.export(heads.subList(i, i + 1), graph, features));
      }
    }
    return values;
  }

  /** Adds what all heads share, and puts the noise beside it where there is any. */
  private List<String> exportFeatures(OnnxGraph graph, List<String> inputs) {
    int next = encoders.size();
    String x = exportEncoders(graph, inputs.subList(0, next));
    if (spec.actionInputs() > 0) {
      x = graph.concatenate(List.of(x, inputs.get(next++)));
    }
    String levels = quantiles == null ? null : inputs.get(next++);
    List<String> drawn = noise > 0 ? inputs.subList(next, inputs.size()) : List.of();
    x = Chain.export(torso, graph, list(x, drawn));
    if (quantiles != null && levels != null) {
      x = OnnxGraph.single(quantiles.export(graph, x, levels, spec.quantileSamples()));
      drawn =
          drawn.stream()
              .map(rows -> graph.repeatRows(rows, spec.quantileSamples(), noise))
              .toList();
      x = Chain.export(sampleTorso, graph, list(x, drawn));
    }
    return list(x, drawn);
  }

  /**
   * How many standard normal numbers make the noise of a head for each observation: 0 if it is no
   * {@link StateNoiseHead}.
   */
  public int stateNoiseSize(String head) {
    range(head);
    int size = 0;
    for (int i = 0; i < heads.size(); i++) {
      boolean named = spec.heads().get(i).name().equals(head);
      if (named && heads.get(i) instanceof StateNoiseLayer layer) {
        size = layer.noiseSize();
      }
    }
    return size;
  }

  private String exportEncoders(OnnxGraph graph, List<String> observation) {
    List<String> features = new ArrayList<>();
    for (int i = 0; i < encoders.size(); i++) {
      features.add(Chain.export(encoders.get(i), graph, observation.subList(i, i + 1)));
    }
    return features.size() == 1 ? features.get(0) : graph.concatenate(features);
  }

  private static List<String> list(String x, List<String> more) {
    List<String> all = new ArrayList<>(List.of(x));
    all.addAll(more);
    return all;
  }

  /**
   * Exports a network that sees observations alone, and makes each head's range an output of the
   * graph, called as the head.
   *
   * @param observation the graph's input, or its inputs, one for each named part
   * @return the value of each head, by its name, for further nodes
   */
  public Map<String, String> exportOutputs(OnnxGraph graph, List<String> observation) {
    Map<String, String> values = exportHeads(graph, observation, List.copyOf(ranges.keySet()));
    values.forEach(
        (name, value) -> graph.output(name, value, OnnxType.FLOAT32, List.of(range(name).size())));
    return values;
  }
}
