package dev.rookery.training;

import java.nio.file.Path;

/** The policy that a run made. */
public interface TrainedPolicy {

  /**
   * Writes the policy as a self-contained ONNX file, metadata included.
   *
   * @throws dev.rookery.RookeryException if the file cannot be written
   */
  void exportOnnx(Path file);
}
