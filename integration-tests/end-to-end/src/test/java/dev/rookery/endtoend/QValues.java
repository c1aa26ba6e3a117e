package dev.rookery.endtoend;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** Reads an exported policy with ONNX Runtime alone, as anybody else would serve it. */
public final class QValues implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  public QValues(Path policy) throws OrtException {
    session = environment.createSession(policy.toString());
  }

  /** The Q-value of each action. */
  public float[] of(float... observation) throws OrtException {
    return ((float[][]) run("q_values", observation))[0];
  }

  /** The action to take. */
  public long action(float... observation) throws OrtException {
    return ((long[]) run("action", observation))[0];
  }

  /** The Q-value of each action, and of those that are not legal the lowest number there is. */
  public float[] of(boolean[] legal, float... observation) throws OrtException {
    byte[][] mask = new byte[1][legal.length];
    for (int a = 0; a < legal.length; a++) {
      mask[0][a] = (byte) (legal[a] ? 1 : 0);
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(legal.length).put(mask[0]).flip();
    long[] shape = {1, legal.length};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, new float[][] {observation});
        OnnxTensor masks = OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
        OrtSession.Result result =
            session.run(Map.of("observation", input, "action_mask", masks))) {
      return ((float[][]) result.get("q_values").orElseThrow().getValue())[0];
    }
  }

  /** The Q-value of each action, where a square image and a vector are observed. */
  public float[] ofParts(byte[] image, int side, float... vector) throws OrtException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(image.length).put(image).flip();
    long[] shape = {1, side, side, 1};
    try (OnnxTensor pixels =
            OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
        OnnxTensor numbers = OnnxTensor.createTensor(environment, new float[][] {vector});
        OrtSession.Result result =
            session.run(Map.of("observation.image", pixels, "observation.vector", numbers))) {
      return ((float[][]) result.get("q_values").orElseThrow().getValue())[0];
    }
  }

  private Object run(String output, float[] observation) throws OrtException {
    try (OnnxTensor input = OnnxTensor.createTensor(environment, new float[][] {observation});
        OrtSession.Result result = session.run(Map.of("observation", input))) {
      return result.get(output).orElseThrow().getValue();
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
