package dev.rookery.core.parameters;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.network.NamedParameters;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.internal.Handover;
import dev.rookery.parameters.ParameterLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All parameters of a network in one flat float32 vector in direct memory; the network's own
 * tensors are views into it. So an optimizer step, a publication and the copy to a target network
 * are each one pass over one vector.
 *
 * <p>Gradients live in tensors of the engine, one for each parameter, always at the same place;
 * they are read and cleared together. Not thread-safe.
 */
public final class ParameterArena implements Checkpointable, AutoCloseable {

  private final NDManager manager;
  private final ParameterLayout layout;
  private final ByteBuffer bytes;
  private final FloatBuffer values;
  private final List<Parameter> parameters;
  private final List<FloatBuffer> gradients = new ArrayList<>();
  private final float[] zeros;

  /** Plain arrays, over which loops are vectorised; empty until they are needed. */
  private float[] ownCopy = new float[0];

  private float[] sourceCopy = new float[0];

  /**
   * Takes over parameters whose shapes are known; what they held is lost, and all values are 0.
   *
   * @param named the parameters by unique name, in the order that the layout shall have
   * @param trainable whether gradients will be taken; not for target networks
   */
  public ParameterArena(Map<String, Parameter> named, boolean trainable) {
    layout = NamedParameters.layout(named);
    parameters = List.copyOf(named.values());
    bytes = DirectBuffers.allocate(layout.size(), Float.BYTES);
    values = bytes.asFloatBuffer();
    manager = TorchEngine.newManager();
    try {
      zeros = new float[trainable ? largestParameter() : 0];
      for (int i = 0; i < parameters.size(); i++) {
        NDArray view = view(layout.entries().get(i), manager);
        NamedParameters.bind(parameters.get(i), view);
        if (trainable) {
          gradients.add(gradientOf(view));
        }
      }
    } catch (RuntimeException | Error e) {
      Handover.closeAfter(e, this);
      throw e;
    }
  }

  private int largestParameter() {
    return layout.entries().stream().mapToInt(ParameterLayout.Entry::size).max().orElse(0);
  }

  /** Where each parameter lies. */
  public ParameterLayout layout() {
    return layout;
  }

  /** How many floats there are. */
  public int size() {
    return layout.size();
  }

  /**
   * Makes the values the memory of another tree's parameters too, which have no gradients.
   *
   * @param named of the same layout
   * @param borrower owns the tensors; closed before this is
   * @throws IllegalArgumentException if the layouts differ
   */
  public void lend(Map<String, Parameter> named, NDManager borrower) {
    if (NamedParameters.layout(named).layoutHash() != layout.layoutHash()) {
      throw new IllegalArgumentException("parameters of another layout: " + named.keySet());
    }
    List<Parameter> borrowing = List.copyOf(named.values());
    for (int i = 0; i < borrowing.size(); i++) {
      NamedParameters.bind(borrowing.get(i), view(layout.entries().get(i), borrower));
    }
  }

  /** Copies all values out. */
  public void read(float[] target) {
    values.get(0, target, 0, layout.size());
  }

  /** Copies a range's values out. */
  public void read(ParameterRange range, float[] target) {
    values.get(range.offset(), target, 0, range.size());
  }

  /** Replaces all values. */
  public void write(float[] source) {
    values.put(0, source, 0, layout.size());
  }

  /** Replaces a range's values. */
  public void write(ParameterRange range, float[] source) {
    values.put(range.offset(), source, 0, range.size());
  }

  /** Copies all values out as bytes, from {@code target}'s position on, which moves. */
  public void copyTo(ByteBuffer target) {
    target.put(bytes.duplicate().clear());
  }

  /** Replaces all values by those of a network of the same layout. */
  public void copyFrom(ParameterArena source) {
    bytes.put(0, source.bytes, 0, bytes.capacity());
  }

  /**
   * Moves all values a little towards those of a network of the same layout (Polyak averaging):
   * {@code value += step * (source - value)}.
   */
  public void moveTowards(ParameterArena source, float step) {
    if (ownCopy.length == 0) {
      ownCopy = new float[layout.size()];
      sourceCopy = new float[layout.size()];
    }
    read(ownCopy);
    source.read(sourceCopy);
    for (int i = 0; i < ownCopy.length; i++) {
      ownCopy[i] += step * (sourceCopy[i] - ownCopy[i]);
    }
    write(ownCopy);
  }

  /** Copies all gradients out, in the order of the values, and clears them. */
  public void takeGradients(float[] target) {
    takeGradients(ParameterRange.all(layout), target);
  }

  /** Copies the gradients of a range out, in the order of the values, and clears them. */
  public void takeGradients(ParameterRange range, float[] target) {
    for (int i = 0; i < gradients.size(); i++) {
      ParameterLayout.Entry entry = layout.entries().get(i);
      if (range.contains(entry)) {
        FloatBuffer gradient = gradients.get(i);
        gradient.get(0, target, entry.offset() - range.offset(), entry.size());
        gradient.put(0, zeros, 0, entry.size());
      }
    }
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("layout", layout.layoutHash());
    state.putFloats("values", bytes.duplicate().clear());
  }

  @Override
  public void load(StateReader state) {
    if (state.getLong("layout") != layout.layoutHash()) {
      throw new CheckpointException(
          "the checkpoint has the parameters of another network: resume with the algorithm, network"
              + " and environment that the run was started with");
    }
    state.getBytes("values", bytes.duplicate().clear());
  }

  @Override
  public void close() {
    parameters.forEach(Parameter::close);
    manager.close();
  }

  private NDArray view(ParameterLayout.Entry entry, NDManager manager) {
    ByteBuffer slice =
        bytes
            .slice(entry.offset() * Float.BYTES, entry.size() * Float.BYTES)
            .order(ByteOrder.nativeOrder());
    long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
    return manager.create(slice, new Shape(shape), DataType.FLOAT32);
  }

  /**
   * The memory of a parameter's gradient. The engine makes it in the first backward pass and from
   * then on adds in place, so a first pass with gradient zero is run here.
   */
  private FloatBuffer gradientOf(NDArray parameter) {
    parameter.setRequiresGradient(true);
    try (NDManager scratch = manager.newSubManager()) {
      NDArray sum = TorchEngine.recording(true, parameter::sum);
      sum.attach(scratch);
      TorchEngine.backward(sum, scratch.zeros(sum.getShape()));
    }
    ByteBuffer memory = parameter.getGradient().toByteBuffer(true);
    if (!memory.isDirect()) {
      throw new IllegalStateException("the engine gave a copy of a gradient, not its memory");
    }
    return memory.order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
