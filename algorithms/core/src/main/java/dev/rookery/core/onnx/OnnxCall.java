package dev.rookery.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A session made ready to be run many times: what varies is only which tensors go in. */
interface OnnxCall {

  /**
   * Runs the session; the outputs' tensors then have the results.
   *
   * @param inputs in the order of the names
   */
  void run(OnnxTensor[] inputs) throws OrtException;

  /** The fastest call that this version of ONNX Runtime allows. */
  static OnnxCall of(
      OrtSession session, String[] inputNames, String[] outputNames, OnnxTensor[] outputs) {
    return DirectOnnxCall.isSupported()
        ? new DirectOnnxCall(session, inputNames, outputNames, outputs)
        : publicCall(session, inputNames, outputNames, outputs);
  }

  /** The call through ONNX Runtime's public interface. */
  static OnnxCall publicCall(
      OrtSession session, String[] inputNames, String[] outputNames, OnnxTensor[] outputs) {
    Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
    for (int i = 0; i < outputs.length; i++) {
      pinned.put(outputNames[i], outputs[i]);
    }
    Map<String, OnnxTensor> named = new LinkedHashMap<>();
    return inputs -> {
      for (int i = 0; i < inputs.length; i++) {
        named.put(inputNames[i], inputs[i]);
      }
      session.run(named, Collections.emptySet(), pinned).close();
    };
  }
}
