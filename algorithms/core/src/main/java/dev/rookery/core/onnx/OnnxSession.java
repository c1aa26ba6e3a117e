package dev.rookery.core.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.Device;
import dev.rookery.core.file.Problems;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.internal.Handover;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model loaded into ONNX Runtime for one batch size, with memory for its outputs. Each run reads
 * and writes memory that is there already; what it allocates is what ONNX Runtime's own call does.
 * Used by one thread at a time.
 */
final class OnnxSession implements AutoCloseable {

  private final OrtSession session;
  private final int batch;
  private final Map<String, TensorInfo> inputs;
  private final Map<String, TensorInfo> outputInfos;
  private final Map<String, ByteBuffer> outputs = new LinkedHashMap<>();

  private final Map<String, OnnxTensor> outputTensors = new LinkedHashMap<>();

  /** All that were made for this session. */
  private final List<OnnxTensor> tensors = new ArrayList<>();

  private boolean closed;

  /** Loads a model that runs on the processor. */
  OnnxSession(byte[] model, int batch) throws OrtException {
    this(model, batch, Device.CPU);
  }

  /**
   * Loads a model.
   *
   * @throws OrtException if ONNX Runtime refuses it
   * @throws RookeryException if it cannot use the device
   */
  OnnxSession(byte[] model, int batch, Device device) throws OrtException {
    this.batch = batch;
    // Before any class of ONNX Runtime's, each of which would load its libraries from elsewhere.
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      configure(options, batch);
      if (device.isGpu()) {
        addCuda(options, device);
      }
      session = environment.createSession(model, options);
    }
    try {
      inputs = tensorInfos(session.getInputInfo());
      outputInfos = tensorInfos(session.getOutputInfo());
      for (Map.Entry<String, TensorInfo> output : outputInfos.entrySet()) {
        ByteBuffer memory = DirectBuffers.allocate(byteSize(output.getValue()));
        outputs.put(output.getKey(), memory);
        outputTensors.put(output.getKey(), tensor(memory, output.getValue()));
      }
    } catch (OrtException | RuntimeException | Error e) {
      Handover.closeAfter(e, this);
      throw e;
    }
  }

  private static void addCuda(OrtSession.SessionOptions options, Device device) {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      throw new RookeryException(
          "cannot act on %s: this ONNX Runtime is built for processors only; put onnxruntime_gpu in place of onnxruntime (build with -Pcuda), or act on cpu"
              .formatted(device));
    }
    try {
      options.addCUDA(device.gpu());
    } catch (OrtException e) {
      throw new RookeryException(
          "cannot act on %s: ONNX Runtime's CUDA provider cannot be used (%s); check the NVIDIA driver with nvidia-smi, CUDA and cuDNN, or act on cpu"
              .formatted(device, Problems.describe(e)),
          e);
    }
  }

  /** The one place that says how models run. One thread: networks here are small, actors many. */
  private static void configure(OrtSession.SessionOptions options, int batch) throws OrtException {
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    options.setSymbolicDimensionValue(OnnxGraph.BATCH, batch);
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

  /** The names of the inputs, all of which {@link #run} wants. */
  List<String> inputNames() {
    return List.copyOf(inputs.keySet());
  }

  /** How many bytes an input takes. */
  int inputBytes(String name) {
    return byteSize(inputInfo(name));
  }

  /**
   * A tensor for an input, over a direct buffer from its start. It belongs to the session, which
   * closes it with itself.
   */
  OnnxTensor inputTensor(String name, ByteBuffer memory) throws OrtException {
    return tensor(memory, inputInfo(name));
  }

  /** Closes a tensor of this session that is no longer needed. */
  void release(OnnxTensor tensor) {
    tensors.remove(tensor);
    tensor.close();
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

  /** Computes the outputs of these inputs. */
  void run(Map<String, OnnxTensor> inputTensors) {
    if (closed) {
      throw new IllegalStateException("the network is closed");
    }
    try {
      session.run(inputTensors, Set.of(), outputTensors).close();
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
    tensors.forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new RookeryException("ONNX Runtime cannot close: " + Problems.describe(e), e);
    }
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
    OnnxTensor tensor =
        OnnxTensor.createTensor(OnnxRuntime.environment(), bytes, shape(info), info.type);
    tensors.add(tensor);
    return tensor;
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
