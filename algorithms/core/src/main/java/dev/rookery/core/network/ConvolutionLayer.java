package dev.rookery.core.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rookery.core.engine.Slices;
import dev.rookery.core.onnx.OnnxGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution over the height and width of {@code [batch, channels, height, width]}, without
 * padding, and an activation. It also takes {@link Patches} of images, {@code [batch, positions,
 * numbers]}. Parameters: {@code weight [filters, channels, kernel, kernel]} and {@code bias
 * [filters]}.
 */
public final class ConvolutionLayer extends Layer {

  private static final Shape NO_PADDING = new Shape(0, 0);
  private static final Shape NO_DILATION = new Shape(1, 1);

  private final Convolution convolution;
  private final int height;
  private final int width;
  private final Shape stride;
  private final Activation activation;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * A layer over images of that size.
   *
   * @param image {@code [channels, height, width]}
   */
  public ConvolutionLayer(List<Integer> image, Convolution convolution, Activation activation) {
    this.convolution = convolution;
    height = convolution.outputSize(image.get(1));
    width = convolution.outputSize(image.get(2));
    this.stride = new Shape(convolution.stride(), convolution.stride());
    this.activation = activation;
    int filters = convolution.filters();
    int kernel = convolution.kernel();
    weight = addParameter("weight", Parameter.Type.WEIGHT, filters, image.get(0), kernel, kernel);
    bias = addParameter("bias", Parameter.Type.BIAS, filters);
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
    NDList y;
    if (x.getShape().dimension() == Patches.DIMENSIONS) {
      y = product(x, w, b);
    } else if (convolution.kernel() == 1) {
      y = ofPixels(x, w, b);
    } else {
      y = x.getNDArrayInternal().convolution(x, w, b, stride, NO_PADDING, NO_DILATION, 1);
    }
    return activation == Activation.IDENTITY ? y : new NDList(activation.apply(y.head()));
  }

  /**
   * What a kernel of one pixel makes of images. The engine's own convolution must not do it: on
   * processors with AVX2 and without AVX-512, its backward pass writes beyond the memory of the
   * weights' gradient (oneDNN's {@code jit_avx2_1x1_convolution_bwd_weights} of libtorch 2.7.1),
   * and the process crashes some time later.
   */
  private NDList ofPixels(NDArray images, NDArray w, NDArray b) {
    NDArray pixels =
        Slices.everyNth(Slices.everyNth(images, 2, convolution.stride()), 3, convolution.stride());
    return product(ObservationEncoder.channelsLast(pixels), w, b);
  }

  /** All channels of a pixel stand together in memory, as after a convolution. */
  private NDList product(NDArray seen, NDArray w, NDArray b) {
    NDArray filters = w.reshape(convolution.filters(), -1);
    NDArray y = seen.getNDArrayInternal().linear(seen, filters, b).head();
    NDArray images = y.reshape(-1, height, width, convolution.filters());
    return new NDList(ObservationEncoder.channelsFirst(images));
  }

  /** {@code [filters, height, width]} of what comes out. */
  List<Integer> outputShape() {
    return List.of(convolution.filters(), height, width);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), convolution.filters(), height, width)};
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    String y =
        graph.node(
            "Conv",
            List.of(inputs.get(0), graph.parameter(weight), graph.parameter(bias)),
            OnnxGraph.integers("kernel_shape", convolution.kernel(), convolution.kernel()),
            OnnxGraph.integers("strides", convolution.stride(), convolution.stride()));
    return List.of(activation.export(graph, y));
  }
}
