package dev.rookery.core.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rookery.core.engine.Slices;
import dev.rookery.core.network.Initializers.Initializer;
import dev.rookery.core.onnx.OnnxGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer with learned, factorised noise on its weights (Fortunato et al. 2018, equation 9;
 * see {@link FactorisedNoise}). Applied to {@code x} alone it has no noise; applied to {@code x}
 * and the network's noise {@code [1, numbers]} the whole batch has the same, with {@code [batch,
 * numbers]} each example has its own.
 *
 * <p>Parameters: {@code weight [outputs, inputs]} and {@code bias [outputs]} are the means, {@code
 * weight_sigma} and {@code bias_sigma} the deviations. Means begin as those of a {@link
 * DenseLayer}, deviations at {@code sigma / √inputs} (section 3.2).
 */
public final class NoisyDenseLayer extends Layer {

  private final int inputs;
  private final int outputs;
  private final int noiseOffset;
  private final Activation activation;
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter weightSigma;
  private final Parameter biasSigma;

  /**
   * A layer of {@code outputs} units.
   *
   * @param firstValues of the means
   * @param sigma the first deviations, times the square root of {@code inputs}; 0.5 in the paper
   * @param noiseOffset where in the network's noise its own begins: that of its inputs, then that
   *     of its outputs
   */
  public NoisyDenseLayer(
      int inputs,
      int outputs,
      Activation activation,
      Initializer firstValues,
      double sigma,
      int noiseOffset) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.noiseOffset = noiseOffset;
    this.activation = activation;
    Initializer deviation = Initializers.constant(sigma / Math.sqrt(inputs));
    weight = addParameter("weight", Parameter.Type.WEIGHT, firstValues, outputs, inputs);
    bias = addParameter("bias", Parameter.Type.BIAS, firstValues, outputs);
    weightSigma = addParameter("weight_sigma", Parameter.Type.WEIGHT, deviation, outputs, inputs);
    biasSigma = addParameter("bias_sigma", Parameter.Type.BIAS, deviation, outputs);
  }

  /** How many inputs it has. */
  public int inputs() {
    return inputs;
  }

  /** Where in the network's noise its own begins. */
  public int noiseOffset() {
    return noiseOffset;
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
    NDArray y;
    if (inputs.size() == 1) {
      y = x.getNDArrayInternal().linear(x, w, b).head();
    } else {
      NDArray noise = inputs.get(1);
      NDArray noiseIn = Slices.columns(noise, noiseOffset, this.inputs);
      NDArray noiseOut = Slices.columns(noise, noiseOffset + this.inputs, outputs);
      NDArray sigma = store.getValue(weightSigma, device, training);
      NDArray sigmaBias = store.getValue(biasSigma, device, training);
      if (noise.getShape().get(0) == 1) {
        // One noise for all: noisy weights are made once, and there is one product with the batch.
        NDArray outer = noiseIn.mul(noiseOut.reshape(outputs, 1));
        NDArray outerBias = noiseOut.reshape(outputs);
        // Multiplying in place would lose what the gradient of sigma needs.
        NDArray noisyWeight = (training ? outer.mul(sigma) : outer.muli(sigma)).addi(w);
        NDArray noisyBias = outerBias.mul(sigmaBias).addi(b);
        y = x.getNDArrayInternal().linear(x, noisyWeight, noisyBias).head();
      } else {
        NDArray mean = x.getNDArrayInternal().linear(x, w, b).head();
        NDArray noisyX = x.mul(noiseIn);
        NDArray deviation = x.getNDArrayInternal().linear(noisyX, sigma, sigmaBias).head();
        y = mean.add(deviation.mul(noiseOut));
      }
    }
    return new NDList(activation.apply(y));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), outputs)};
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    String x = inputs.get(0);
    String y = linear(graph, x, weight, bias);
    if (inputs.size() > 1) {
      String noise = inputs.get(1);
      String noisyX = graph.node("Mul", x, graph.slice(noise, noiseOffset, this.inputs));
      String deviation = linear(graph, noisyX, weightSigma, biasSigma);
      String noiseOut = graph.slice(noise, noiseOffset + this.inputs, outputs);
      y = graph.node("Add", y, graph.node("Mul", deviation, noiseOut));
    }
    return List.of(activation.export(graph, y));
  }

  private static String linear(OnnxGraph graph, String x, Parameter weight, Parameter bias) {
    return graph.node(
        "Gemm",
        List.of(x, graph.parameter(weight), graph.parameter(bias)),
        OnnxGraph.integer("transB", 1));
  }
}
