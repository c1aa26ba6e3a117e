package dev.rookery.core.onnx;

import java.util.List;

/** A DJL block that says how it is written in ONNX. */
public interface OnnxExportable {

  /**
   * Adds to the graph what the block computes in inference.
   *
   * @param inputs the values that the block is applied to, as in its {@code NDList}
   * @return the values that it makes, in the order of its {@code NDList}
   */
  List<String> export(OnnxGraph graph, List<String> inputs);
}
