package dev.rookery.core.network;

import ai.djl.ndarray.NDArray;
import dev.rookery.core.onnx.OnnxGraph;

/** The function applied to each output of a layer. */
public enum Activation {
  /** {@code x}. */
  IDENTITY {
    @Override
    NDArray apply(NDArray x) {
      return x;
    }

    @Override
    String export(OnnxGraph graph, String x) {
      return x;
    }
  },
  /** {@code max(0, x)}. */
  RELU {
    @Override
    NDArray apply(NDArray x) {
      return x.getNDArrayInternal().relu();
    }

    @Override
    String export(OnnxGraph graph, String x) {
      return graph.node("Relu", x);
    }
  },
  /** {@code tanh(x)}. */
  TANH {
    @Override
    NDArray apply(NDArray x) {
      return x.tanh();
    }

    @Override
    String export(OnnxGraph graph, String x) {
      return graph.node("Tanh", x);
    }
  };

  abstract NDArray apply(NDArray x);

  abstract String export(OnnxGraph graph, String x);
}
