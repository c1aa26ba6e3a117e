package dev.rookery.core.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.rookery.RookeryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model loaded into ONNX Runtime for one batch size, with memory for its outputs. Nothing but the
 * observations' buffers is looked up per call, and nothing is allocated. Used by one thread at a
 * time.
 */
final class OnnxSession implements AutoCloseable {

  /** Where tensors start in memory, in bytes: a cache line, and enough for any vector unit. */
  private static final int ALIGNMENT = 64;

  private final OrtSession session;
  private final int batch;
  private final Map<String, TensorInfo> inputs;
  private final Map<String, TensorInfo> outputInfos;
  private final Map<String, ByteBuffer> outputs = new LinkedHashMap<>();
  private final List<OnnxTensor> outputTensors = new ArrayList<>();
  private final OnnxCall call;
  private boolean closed;

  /**
   * Loads a model.
   *
   * @throws OrtException if ONNX Runtime refuses it
   */
  OnnxSession(byte[] model, int batch) throws OrtException {
    this.batch = batch;
    try (OrtSession.SessionOptions options = options(batch)) {
      session = OnnxRuntime.environment().createSession(model, options);
    }
    try {
      inputs = tensorInfos(session.getInputInfo());
      outputInfos = tensorInfos(session.getOutputInfo());
      for (Map.Entry<String, TensorInfo> output : outputInfos.entrySet()) {
        ByteBuffer memory = allocate(byteSize(output.getValue()));
        outputs.put(output.getKey(), memory);
        outputTensors.add(tensor(memory, output.getValue()));
      }
      call =
          OnnxCall.of(
              session,
              inputs.keySet().toArray(String[]::new),
              outputs.keySet().toArray(String[]::new),
              outputTensors.toArray(OnnxTensor[]::new));
    } catch (OrtException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The one place that says how models run. One thread: networks here are small, actors many. */
  private static OrtSession.SessionOptions options(int batch) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    options.setSymbolicDimensionValue(OnnxGraph.BATCH, batch);
    return options;
  }

  private static Map<String, TensorInfo> tensorInfos(Map<String, NodeInfo> infos) {
    Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    infos.forEach(
        (name, info) -> {
          if (!(info.getInfo() instanceof TensorInfo tensor)) {
            throw new RookeryException("its %s is no tensor".formatted(name));
          }
          tensors.put(name, tensor);
        });
    return tensors;
  }

  /** The names of the inputs, in the order that {@link #run} wants them. */
  List<String> inputNames() {
    return List.copyOf(inputs.keySet());
  }

  /** How many bytes an input takes. */
  int inputBytes(String name) {
    return byteSize(inputInfo(name));
  }

  /** A tensor for an input, over a direct buffer from its start; for the caller to close. */
  OnnxTensor inputTensor(String name, ByteBuffer memory) throws OrtException {
    return tensor(memory, inputInfo(name));
  }

  /** The names of the outputs. */
  List<String> outputNames() {
    return List.copyOf(outputs.keySet());
  }

  /** The type of an output's numbers. */
  OnnxJavaType outputType(String name) {
    return known(outputInfos, name, "output").type;
  }

  /** The memory of an output: the results of the last {@link #run}. */
  ByteBuffer output(String name) {
    return known(outputs, name, "output");
  }

  /** The model's own metadata. */
  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  /** Computes the outputs of these inputs. */
  void run(OnnxTensor[] tensors) {
    if (closed) {
      throw new IllegalStateException("the network is closed");
    }
    try {
      call.run(tensors);
    } catch (OrtException e) {
      throw new RookeryException("ONNX Runtime cannot run the network: " + Problems.describe(e), e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    outputTensors.forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new RookeryException("ONNX Runtime cannot close: " + Problems.describe(e), e);
    }
  }

  /** Zeroed direct memory in the machine's byte order, from a cache line's start. */
  static ByteBuffer allocate(int bytes) {
    // The aligned slice loses less than one line at either end.
    return ByteBuffer.allocateDirect(bytes + 2 * ALIGNMENT)
        .alignedSlice(ALIGNMENT)
        .slice(0, bytes)
        .order(ByteOrder.nativeOrder());
  }

  private TensorInfo inputInfo(String name) {
    return known(inputs, name, "input");
  }

  private static <T> T known(Map<String, T> values, String name, String kind) {
    T value = values.get(name);
    if (value == null) {
      throw new RookeryException(
          "the model has no %s called %s; it has %s".formatted(kind, name, values.keySet()));
    }
    return value;
  }

  private OnnxTensor tensor(ByteBuffer memory, TensorInfo info) throws OrtException {
    ByteBuffer bytes =
        memory.duplicate().order(ByteOrder.nativeOrder()).limit(byteSize(info)).position(0);
    return OnnxTensor.createTensor(OnnxRuntime.environment(), bytes, shape(info), info.type);
  }

  private int byteSize(TensorInfo info) {
    long numbers = Arrays.stream(shape(info)).reduce(1, Math::multiplyExact);
    return Math.toIntExact(Math.multiplyExact(numbers, info.type.size));
  }

  /** What varies is the batch. */
  private long[] shape(TensorInfo info) {
    return Arrays.stream(info.getShape()).map(n -> n < 0 ? batch : n).toArray();
  }
}
