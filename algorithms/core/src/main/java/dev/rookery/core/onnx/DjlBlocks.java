package dev.rookery.core.onnx;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import dev.rookery.RookeryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Exports blocks of DJL's own to ONNX. */
final class DjlBlocks {

  private DjlBlocks() {}

  static List<String> export(OnnxGraph graph, Block block, List<String> inputs) {
    if (block instanceof SequentialBlock chain && !chain.isReturnIntermediate()) {
      return graph.exportChain(chain.getChildren().values(), inputs);
    }
    if (inputs.size() != 1) {
      throw refused(block, "has %s inputs".formatted(inputs.size()));
    }
    String x = inputs.get(0);
    if (block instanceof Linear linear) {
      return List.of(linear(graph, linear, x));
    }
    if (block instanceof Conv2d convolution) {
      return List.of(convolution(graph, convolution, x));
    }
    if (block instanceof Dropout) {
      return inputs; // it does nothing in inference
    }
    if (block instanceof LambdaBlock lambda) {
      return List.of(lambda(graph, lambda, x));
    }
    throw refused(block, "is not known to Rookery");
  }

  private static String linear(OnnxGraph graph, Linear linear, String x) {
    ParameterList parameters = linear.getDirectParameters();
    String weight = graph.parameter(parameters.get("weight"));
    Parameter bias = parameters.get("bias");
    if (linear.getInputShapes()[0].dimension() == 2) {
      List<String> operands = new ArrayList<>(List.of(x, weight));
      if (bias != null) {
        operands.add(graph.parameter(bias));
      }
      return graph.node("Gemm", operands, OnnxGraph.integer("transB", 1));
    }
    String y = graph.node("MatMul", x, graph.node("Transpose", weight));
    return bias == null ? y : graph.node("Add", y, graph.parameter(bias));
  }

  private static String convolution(OnnxGraph graph, Conv2d convolution, String x) {
    List<String> operands = new ArrayList<>(List.of(x));
    convolution.getDirectParameters().values().forEach(p -> operands.add(graph.parameter(p)));
    Shape padding = convolution.getPadding();
    return graph.node(
        "Conv",
        operands,
        OnnxGraph.integers("kernel_shape", convolution.getKernelShape().getShape()),
        OnnxGraph.integers("strides", convolution.getStride().getShape()),
        OnnxGraph.integers("pads", padding.get(0), padding.get(1), padding.get(0), padding.get(1)),
        OnnxGraph.integers("dilations", convolution.getDilation().getShape()),
        OnnxGraph.integer("group", convolution.getGroups()));
  }

  /** A function is code that nobody can look into; it is known by the name that DJL gives it. */
  private static String lambda(OnnxGraph graph, LambdaBlock lambda, String x) {
    return switch (lambda.getName().toLowerCase(Locale.ROOT)) {
      case "identity" -> x;
      case "relu" -> graph.node("Relu", x);
      case "relu6" -> graph.node("Clip", x, graph.constant(0f), graph.constant(6f));
      case "sigmoid" -> graph.node("Sigmoid", x);
      case "tanh" -> graph.node("Tanh", x);
      case "softplus" -> graph.node("Softplus", x);
      case "softsign" -> graph.node("Softsign", x);
      case "selu" -> graph.node("Selu", x);
      case "batchflatten" -> graph.node("Flatten", x);
      default -> throw refused(lambda, "is the function \"" + lambda.getName() + "\"");
    };
  }

  private static RookeryException refused(Block block, String why) {
    return new RookeryException(
        "cannot export a block %s to ONNX: it %s; write it as a class that implements %s"
            .formatted(block.getClass().getName(), why, OnnxExportable.class.getName()));
  }
}
