package dev.rookery.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;

/** Serves an exported policy with ONNX Runtime alone: no class of Rookery's is used. */
public final class BareOnnxPolicy implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  public BareOnnxPolicy(String file) throws OrtException {
    session = environment.createSession(file);
  }

  public long act(float[] observation) throws OrtException {
    try (OnnxTensor input = OnnxTensor.createTensor(environment, new float[][] {observation});
        OrtSession.Result result = session.run(Map.of("observation", input))) {
      return ((long[]) result.get("action").orElseThrow().getValue())[0];
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
