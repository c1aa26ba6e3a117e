package dev.rookery.core.network;

import static dev.rookery.DataType.FLOAT32;
import static dev.rookery.DataType.UINT8;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.core.onnx.OnnxType;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.MultiDiscreteSpace;
import dev.rookery.environment.TensorSpace;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes float features of the raw values of an observation, or of one of its named parts. They come
 * as {@code [batch, shape…]} of the space's own type. Numbers of a box stay as they are, but bytes
 * are divided by their high bound; choices become one-hot vectors, one after the other. {@link
 * Patches} of images have been through this and stay as they are. Has no parameters.
 */
public final class ObservationEncoder extends Layer {

  private static final int[] CHANNELS_FIRST = {0, 3, 1, 2};
  private static final int[] CHANNELS_LAST = {0, 2, 3, 1};

  private final TensorSpace space;
  private final boolean image;

  /** How many alternatives each choice has; empty for boxes. */
  private final int[] choices;

  private final float scale;

  /**
   * An encoder for {@code space}.
   *
   * @param image whether to keep an observation {@code [height, width, channels]} in shape, as
   *     {@code [batch, channels, height, width]}; if not, the features are {@code [batch,
   *     features]}
   * @throws IllegalArgumentException if {@code image} and the space is no box of three dimensions
   */
  public ObservationEncoder(TensorSpace space, boolean image) {
    if (image && !(space instanceof BoxSpace && space.shape().size() == 3)) {
      throw new IllegalArgumentException("no image: " + space);
    }
    this.space = space;
    this.image = image;
    if (space instanceof DiscreteSpace discrete) {
      choices = new int[] {discrete.n()};
    } else if (space instanceof MultiDiscreteSpace several) {
      choices = several.sizes().stream().mapToInt(Integer::intValue).toArray();
    } else {
      choices = new int[0];
    }
    scale = scaleOf(space);
  }

  /** What raw numbers are multiplied by. */
  static float scaleOf(TensorSpace space) {
    if (!(space instanceof BoxSpace box) || box.dataType() != UINT8) {
      return 1;
    }
    double high = IntStream.range(0, box.size()).mapToDouble(box::high).max().orElseThrow();
    return high > 1 ? (float) (1 / high) : 1;
  }

  /** The features' dimensions after the batch: {@code [features]}, or those of an image. */
  List<Integer> outputShape() {
    if (image) {
      List<Integer> shape = space.shape();
      return List.of(shape.get(2), shape.get(0), shape.get(1));
    }
    return List.of(choices.length > 0 ? IntStream.of(choices).sum() : space.size());
  }

  /** Turns {@code [batch, height, width, channels]} as convolutions have it. */
  static NDArray channelsFirst(NDArray images) {
    return images.transpose(CHANNELS_FIRST);
  }

  /** The inverse of {@link #channelsFirst}. */
  static NDArray channelsLast(NDArray images) {
    return images.transpose(CHANNELS_LAST);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDArray x = inputs.head();
    if (choices.length > 0) {
      return new NDList(oneHot(x));
    }
    if (image && x.getShape().dimension() == Patches.DIMENSIONS) {
      return inputs;
    }
    if (image) {
      x = channelsFirst(x);
    } else if (space.shape().size() > 1) {
      x = x.reshape(-1, space.size());
    }
    x = x.toType(DataType.FLOAT32, false);
    // In place is safe: what is scaled are bytes, so the conversion has made a copy.
    return new NDList(scale == 1 ? x : x.muli(scale));
  }

  private NDArray oneHot(NDArray x) {
    if (choices.length == 1) {
      return oneHot(x, choices[0]);
    }
    NDList columns = x.split(choices.length, 1);
    NDList encoded = new NDList(choices.length);
    for (int i = 0; i < choices.length; i++) {
      encoded.add(oneHot(columns.get(i), choices[i]));
    }
    return NDArrays.concat(encoded, 1);
  }

  private static NDArray oneHot(NDArray x, int n) {
    NDArray alternatives = x.getManager().arange(0, n, 1, DataType.INT32);
    return x.eq(alternatives).toType(DataType.FLOAT32, false);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape shape = new Shape(inputs[0].get(0));
    for (int dimension : outputShape()) {
      shape = shape.add(dimension);
    }
    return new Shape[] {shape};
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    String x = inputs.get(0);
    if (choices.length > 0) {
      return List.of(exportOneHot(graph, x));
    }
    if (image) {
      x = graph.node("Transpose", List.of(x), OnnxGraph.integers("perm", 0, 3, 1, 2));
    } else if (space.shape().size() > 1) {
      x = graph.node("Flatten", x);
    }
    if (space.dataType() != FLOAT32) {
      x = graph.cast(x, OnnxType.FLOAT32);
    }
    return List.of(scale == 1 ? x : graph.node("Mul", x, graph.constant(scale)));
  }

  /** Compares, for each feature, its choice with its alternative. */
  private String exportOneHot(OnnxGraph graph, String x) {
    if (choices.length > 1) {
      int[] choice =
          IntStream.range(0, choices.length)
              .flatMap(i -> IntStream.generate(() -> i).limit(choices[i]))
              .toArray();
      x = graph.node("Gather", List.of(x, graph.constant(choice)), OnnxGraph.integer("axis", 1));
    }
    int[] alternatives = IntStream.of(choices).flatMap(n -> IntStream.range(0, n)).toArray();
    return graph.cast(graph.node("Equal", x, graph.constant(alternatives)), OnnxType.FLOAT32);
  }
}
