package dev.rookery.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The tensors over packed observations: one, or one for each named part. A tensor's values have to
 * lie together. Where they do in the observations, the tensor lies over their memory; where other
 * parts lie between them, they are copied together. Allocates nothing per run.
 */
final class ObservationTensors {

  private static final String PART = OnnxExporter.OBSERVATION + ".";

  private final List<String> inputs;

  /** For each input, what gives its tensor, given the observations. */
  private final List<Function<ByteBuffer, OnnxTensor>> sources = new ArrayList<>();

  /**
   * For the inputs of a session.
   *
   * @param inputs the names of the parts in the order in which they lie in an observation
   * @param batch how many observations there are
   */
  ObservationTensors(OnnxSession session, List<String> inputs, int batch) throws OrtException {
    this.inputs = List.copyOf(inputs);
    int[] offsets = new int[inputs.size() + 1];
    for (int i = 0; i < inputs.size(); i++) {
      int bytes = session.inputBytes(inputs.get(i)) / batch;
      boolean padded = inputs.get(i).startsWith(PART);
      offsets[i + 1] = offsets[i] + (padded ? DirectBuffers.padded(bytes) : bytes);
    }
    int stride = offsets[inputs.size()];
    for (int i = 0; i < inputs.size(); i++) {
      String input = inputs.get(i);
      boolean together = batch == 1 || session.inputBytes(input) == batch * stride;
      sources.add(
          together
              ? new BufferTensors(session, input, offsets[i])::of
              : gathered(session, input, offsets[i], stride, batch));
    }
  }

  private static Function<ByteBuffer, OnnxTensor> gathered(
      OnnxSession session, String input, int offset, int stride, int batch) throws OrtException {
    int bytes = session.inputBytes(input) / batch;
    ByteBuffer memory = DirectBuffers.allocate(batch, bytes);
    OnnxTensor tensor = session.inputTensor(input, memory);
    return observations -> {
      for (int k = 0; k < batch; k++) {
        memory.put(k * bytes, observations, k * stride + offset, bytes);
      }
      return tensor;
    };
  }

  /** Whether an input has observations or a part of them, if it is no parameter. */
  static boolean isObservation(String input) {
    return input.equals(OnnxExporter.OBSERVATION) || input.startsWith(PART);
  }

  /** Replaces the tensors of the observations among the inputs of a run. */
  void putInto(Map<String, OnnxTensor> tensors, ByteBuffer observations) {
    for (int i = 0; i < inputs.size(); i++) {
      tensors.put(inputs.get(i), sources.get(i).apply(observations));
    }
  }
}
