package dev.rookery.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.Device;
import dev.rookery.core.file.Problems;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.internal.Handover;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network to act with, for a fixed batch: an {@linkplain OnnxExporter#actingModel acting model}
 * and two sets of parameters. {@link #update} fills the set that is not in use, and the next {@link
 * #run} begins with it, so no run sees half an update.
 *
 * <p>One thread runs the network; another may update it at the same time. A run allocates nothing
 * but what ONNX Runtime's own call does, about half a kilobyte.
 */
public final class OnnxNetwork implements AutoCloseable {

  private final ParameterLayout layout;
  private final OnnxSession session;
  private final ObservationTensors observations;

  /** Null where the model does not take which actions are legal. */
  private final @Nullable BufferTensors actionMasks;

  private final Map<String, FloatBuffer> moreInputs = new LinkedHashMap<>();
  private final Map<String, FloatBuffer> outputs = new LinkedHashMap<>();
  private ParameterSet current;
  private ParameterSet spare;
  private volatile boolean updated;

  /** Parameters, and the inputs of a run with them. */
  private static final class ParameterSet {
    final ByteBuffer values;
    final Map<String, OnnxTensor> inputs;
    long version;

    ParameterSet(ByteBuffer values, Map<String, OnnxTensor> inputs) {
      this.values = values;
      this.inputs = inputs;
    }
  }

  /** Loads a model that runs on the processor. */
  public OnnxNetwork(byte[] model, ParameterLayout layout, int batch) {
    this(model, layout, batch, Device.CPU);
  }

  /**
   * Loads a model.
   *
   * @param model as {@link OnnxExporter#actingModel} makes it
   * @param layout of the parameters
   * @param batch how many observations each run has
   * @param device where it runs
   * @throws RookeryException if ONNX Runtime cannot use the device
   */
  public OnnxNetwork(byte[] model, ParameterLayout layout, int batch, Device device) {
    this.layout = layout;
    try {
      session = new OnnxSession(model, batch, device);
    } catch (OrtException e) {
      throw cannotLoad(e);
    }
    try {
      observations = new ObservationTensors(session, observationInputs(), batch);
      actionMasks =
          session.inputNames().contains(OnnxExporter.ACTION_MASK)
              ? new BufferTensors(session, OnnxExporter.ACTION_MASK)
              : null;
      Map<String, OnnxTensor> others = addMoreInputs();
      current = parameterSet(others);
      spare = parameterSet(others);
      for (String name : session.outputNames()) {
        outputs.put(name, session.output(name).asFloatBuffer());
      }
    } catch (OrtException e) {
      Handover.closeAfter(e, session);
      throw cannotLoad(e);
    } catch (RuntimeException | Error e) {
      Handover.closeAfter(e, session);
      throw e;
    }
  }

  private static RookeryException cannotLoad(OrtException e) {
    return new RookeryException("ONNX Runtime cannot load the network: " + Problems.describe(e), e);
  }

  private List<String> observationInputs() {
    return session.inputNames().stream()
        .filter(name -> ObservationTensors.isObservation(name) && !isParameter(name))
        .toList();
  }

  private boolean isParameter(String input) {
    return layout.entries().stream().anyMatch(entry -> entry.name().equals(input));
  }

  /** Makes tensors for those inputs that are neither observations nor parameters. */
  private Map<String, OnnxTensor> addMoreInputs() throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    for (String name : session.inputNames()) {
      if (!ObservationTensors.isObservation(name)
          && !name.equals(OnnxExporter.ACTION_MASK)
          && !isParameter(name)) {
        ByteBuffer memory = DirectBuffers.allocate(session.inputBytes(name));
        moreInputs.put(name, memory.asFloatBuffer());
        inputs.put(name, session.inputTensor(name, memory));
      }
    }
    return inputs;
  }

  private ParameterSet parameterSet(Map<String, OnnxTensor> otherInputs) throws OrtException {
    ByteBuffer values = DirectBuffers.allocate(layout.size(), Float.BYTES);
    Map<String, OnnxTensor> inputs = new HashMap<>(otherInputs);
    for (ParameterLayout.Entry entry : layout.entries()) {
      if (session.inputNames().contains(entry.name())) {
        ByteBuffer slice = values.slice(entry.offset() * Float.BYTES, entry.size() * Float.BYTES);
        inputs.put(entry.name(), session.inputTensor(entry.name(), slice));
      }
    }
    return new ParameterSet(values, inputs);
  }

  /**
   * Takes new parameters, for the next run.
   *
   * @throws RookeryException if they are another network's
   */
  public void update(ParameterSnapshot parameters) {
    Layouts.check(layout, parameters);
    ByteBuffer source = parameters.values();
    synchronized (observations) {
      spare.values.put(0, source, source.position(), source.remaining());
      spare.version = parameters.version();
      updated = true;
    }
  }

  /** The version of the parameters of the last {@link #run}; 0 before the first. */
  public long version() {
    return current.version;
  }

  /**
   * Computes the outputs.
   *
   * @param observations {@code [batch]} observations, packed from the buffer's start, in the
   *     machine's byte order; best a direct buffer, and the same one each time
   * @throws IllegalStateException if there was no {@link #update} yet, or the network is closed
   */
  public void run(ByteBuffer observations) {
    if (actionMasks != null) {
      throw new IllegalArgumentException(
          "the network takes which actions are legal, but the step has no masks of them");
    }
    begin(observations);
    session.run(current.inputs);
  }

  /**
   * Computes the outputs, given which actions are legal.
   *
   * @param masks {@code [batch, actions]} bytes, 1 for each legal action; not looked at by networks
   *     that do not take them
   * @see #run(ByteBuffer)
   */
  public void run(ByteBuffer observations, ByteBuffer masks) {
    begin(observations);
    if (actionMasks != null) {
      current.inputs.put(OnnxExporter.ACTION_MASK, actionMasks.of(masks));
    }
    session.run(current.inputs);
  }

  /**
   * Computes the outputs for what is to be acted on, given which actions are legal if the step says
   * so.
   *
   * @see #run(ByteBuffer)
   */
  public void run(VectorStep step) {
    if (step.hasActionMasks()) {
      run(step.observations(), step.actionMasks());
    } else {
      run(step.observations());
    }
  }

  /** The same as {@link #run(VectorStep)}, for what the step led to. */
  public void runNext(VectorStep step) {
    if (step.hasActionMasks()) {
      run(step.nextObservations(), step.nextActionMasks());
    } else {
      run(step.nextObservations());
    }
  }

  private void begin(ByteBuffer observations) {
    if (updated) {
      swap();
    }
    if (current.version == 0) {
      throw new IllegalStateException("the network has no parameters yet");
    }
    this.observations.putInto(current.inputs, observations);
  }

  private void swap() {
    synchronized (observations) {
      ParameterSet old = current;
      current = spare;
      spare = old;
      updated = false;
    }
  }

  /**
   * The memory of an input besides the observations, for example of a recurrent state; its values
   * stay until they are overwritten, and are 0 at first.
   */
  public FloatBuffer input(String name) {
    return named(moreInputs, name);
  }

  /** The memory of an output, {@code [batch, …]}; each run overwrites it. */
  public FloatBuffer output(String name) {
    return named(outputs, name);
  }

  private static FloatBuffer named(Map<String, FloatBuffer> buffers, String name) {
    FloatBuffer buffer = buffers.get(name);
    if (buffer == null) {
      throw new IllegalArgumentException(
          "nothing is called %s; there are %s".formatted(name, buffers.keySet()));
    }
    return buffer;
  }

  @Override
  public void close() {
    session.close();
  }
}
