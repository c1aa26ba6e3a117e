package dev.rookery.core.parameters;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import dev.rookery.algorithm.Device;
import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.network.NamedParameters;
import dev.rookery.internal.Handover;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All parameters of a network in one flat float32 vector; the network's own tensors are views into
 * it, in the host's memory or on a GPU. So an optimizer step, a publication and the copy to a
 * target network are each one pass over one vector.
 *
 * <p>Gradients live in tensors of the engine, one for each parameter, always at the same place;
 * they are read and cleared together. Not thread-safe.
 */
public final class ParameterArena implements Checkpointable, AutoCloseable {

  private final NDManager manager;
  private final ParameterLayout layout;
  private final TensorMemory tensorMemory;
  private final ArenaMemory memory;
  private final List<Parameter> parameters;
  private final List<NDArray> views = new ArrayList<>();

  /** The memory of the gradients of those that are trained; empty where it is not the host's. */
  private final List<FloatBuffer> gradients = new ArrayList<>();

  private final float[] zeros;

  /** What the gradients come from in place of the engine's tensors, if anything does. */
  private final List<GradientSource> sources = new ArrayList<>();

  private float[] moreGradients = new float[0];
  private float[] values = new float[0];
  private long valuesAt = -1;

  /** A plain array that may be written; empty until it is needed. */
  private float[] ownCopy = new float[0];

  /**
   * Knows gradients that are not in the engine's tensors, because they are computed from others.
   */
  @FunctionalInterface
  public interface GradientSource {

    /**
     * Copies the gradients out, and clears them.
     *
     * @param target receives those of all that is trained, in the order of the values
     */
    void take(float[] target);
  }

  /** Takes over parameters, with tensors in the host's memory. */
  public ParameterArena(Map<String, Parameter> named, boolean trainable) {
    this(named, trainable, TensorMemory.of(Device.CPU));
  }

  /**
   * Takes over parameters whose shapes are known; what they held is lost, and all values are 0.
   *
   * @param named the parameters by unique name, in the order that the layout shall have
   * @param trainable whether gradients will be taken; not for target networks
   * @param tensorMemory where the tensors are
   */
  public ParameterArena(
      Map<String, Parameter> named, boolean trainable, TensorMemory tensorMemory) {
    layout = NamedParameters.layout(named);
    parameters = List.copyOf(named.values());
    this.tensorMemory = tensorMemory;
    manager = tensorMemory.newManager();
    try {
      memory = new ArenaMemory(tensorMemory, manager, layout.size());
      zeros = new float[trainable ? largestParameter() : 0];
      for (int i = 0; i < parameters.size(); i++) {
        ParameterLayout.Entry entry = layout.entries().get(i);
        NDArray view = memory.view(entry, manager);
        NamedParameters.bind(parameters.get(i), view);
        views.add(view);
        if (trainable && entry.trained()) {
          makeGradient(view);
          if (tensorMemory.isAliased()) {
            gradients.add(gradientMemory(view));
          }
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
      NamedParameters.bind(borrowing.get(i), memory.view(layout.entries().get(i), borrower));
    }
  }

  /** Where its tensors are. */
  public TensorMemory memory() {
    return tensorMemory;
  }

  /** Copies all values out. */
  public void read(float[] target) {
    memory.read(0, layout.size(), target);
  }

  /** Copies a range's values out. */
  public void read(ParameterRange range, float[] target) {
    memory.read(range.offset(), range.size(), target);
  }

  /**
   * All values in a plain array, over which loops are vectorised. It is filled anew only if values
   * have changed since the last call; it is always the same one, and not to be written.
   */
  public float[] values() {
    if (valuesAt != memory.changes()) {
      if (values.length == 0) {
        values = new float[layout.size()];
      }
      read(values);
      valuesAt = memory.changes();
    }
    return values;
  }

  /** Replaces all values. */
  public void write(float[] source) {
    memory.write(0, layout.size(), source);
  }

  /** Replaces a range's values. */
  public void write(ParameterRange range, float[] source) {
    memory.write(range.offset(), range.size(), source);
  }

  /**
   * Replaces the values of one parameter that is not trained.
   *
   * @throws IllegalArgumentException if there is none of that name and size
   */
  public void writeConstant(String name, float[] source) {
    ParameterLayout.Entry entry = constant(name);
    if (entry.size() != source.length) {
      throw new IllegalArgumentException(
          "the constant %s has %s numbers, not %s".formatted(name, entry.size(), source.length));
    }
    memory.write(entry.offset(), entry.size(), source);
  }

  /**
   * Copies the values of one parameter that is not trained.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public float[] readConstant(String name) {
    ParameterLayout.Entry entry = constant(name);
    float[] values = new float[entry.size()];
    memory.read(entry.offset(), entry.size(), values);
    return values;
  }

  private ParameterLayout.Entry constant(String name) {
    return layout.entries().stream()
        .filter(entry -> entry.name().equals(name) && !entry.trained())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no constant is called " + name));
  }

  /** Copies all values out as bytes, from {@code target}'s position on, which moves. */
  public void copyTo(ByteBuffer target) {
    target.put(memory.bytes());
  }

  /** Replaces all values by those of a network of the same layout. */
  public void copyFrom(ParameterArena source) {
    memory.copyFrom(source.memory);
  }

  /**
   * Replaces all values by those of a snapshot.
   *
   * @throws IllegalArgumentException if it has another layout
   */
  public void copyFrom(ParameterSnapshot source) {
    requireLayout(source, layout);
    memory.bytes().put(source.values().duplicate());
    memory.written();
  }

  /**
   * Moves all values a little towards those of a network of the same layout (Polyak averaging):
   * {@code value += step * (source - value)}. Those that are not trained are copied.
   */
  public void moveTowards(ParameterArena source, float step) {
    if (ownCopy.length == 0) {
      ownCopy = new float[layout.size()];
    }
    read(ownCopy);
    float[] towards = source.values();
    int trained = layout.trainedSize();
    for (int i = 0; i < trained; i++) {
      ownCopy[i] += step * (towards[i] - ownCopy[i]);
    }
    System.arraycopy(towards, trained, ownCopy, trained, ownCopy.length - trained);
    write(ownCopy);
  }

  /**
   * From now on, gradients come from this source, and from others that are added, in place of the
   * engine's tensors; they are taken for all that is trained together. Adding one again changes
   * nothing.
   */
  public void addGradientSource(GradientSource source) {
    if (!sources.contains(source)) {
      sources.add(source);
    }
  }

  /** Copies the gradients of all that is trained out, in their order, and clears them. */
  public void takeGradients(float[] target) {
    takeGradients(ParameterRange.trained(layout), target);
  }

  /** Copies the gradients of a range out, in the order of the values, and clears them. */
  public void takeGradients(ParameterRange range, float[] target) {
    if (!sources.isEmpty()) {
      takeFromSources(range, target);
      return;
    }
    for (int i = 0; i < views.size(); i++) {
      ParameterLayout.Entry entry = layout.entries().get(i);
      if (entry.trained() && range.contains(entry)) {
        takeGradient(i, target, entry.offset() - range.offset(), entry.size());
      }
    }
  }

  private void takeFromSources(ParameterRange range, float[] target) {
    if (!range.equals(ParameterRange.trained(layout))) {
      throw new IllegalStateException("these gradients can only be taken all together");
    }
    sources.get(0).take(target);
    for (int i = 1; i < sources.size(); i++) {
      if (moreGradients.length == 0) {
        moreGradients = new float[layout.trainedSize()];
      }
      sources.get(i).take(moreGradients);
      for (int k = 0; k < moreGradients.length; k++) {
        target[k] += moreGradients[k];
      }
    }
  }

  private void takeGradient(int index, float[] target, int at, int size) {
    if (tensorMemory.isAliased()) {
      FloatBuffer gradient = gradients.get(index);
      gradient.get(0, target, at, size);
      gradient.put(0, zeros, 0, size);
      return;
    }
    NDArray view = views.get(index);
    try (NDArray gradient = view.getGradient()) {
      tensorMemory.read(gradient, target, at, size);
    }
    TensorMemory.clearGradient(view);
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("layout", layout.layoutHash());
    state.putFloats("values", memory.bytes());
  }

  @Override
  public void load(StateReader state) {
    requireLayout(state, layout);
    state.getBytes("values", memory.bytes());
    memory.written();
  }

  /**
   * Checks that a snapshot's parameters are laid out so.
   *
   * @throws IllegalArgumentException if they are those of another network
   */
  public static void requireLayout(ParameterSnapshot snapshot, ParameterLayout layout) {
    if (snapshot.layoutHash() != layout.layoutHash()) {
      throw new IllegalArgumentException("the snapshot has the parameters of another network");
    }
  }

  /**
   * Checks that parameters were saved under {@code layout}'s hash.
   *
   * @throws CheckpointException if they are those of another network
   */
  public static void requireLayout(StateReader state, ParameterLayout layout) {
    if (state.getLong("layout") != layout.layoutHash()) {
      throw new CheckpointException(
          "the checkpoint has the parameters of another network: resume with the algorithm, network"
              + " and environment that the run was started with");
    }
  }

  @Override
  public void close() {
    parameters.forEach(Parameter::close);
    manager.close();
  }

  /**
   * Makes a parameter's gradient. The engine makes it in the first backward pass and from then on
   * adds in place, so a first pass with gradient zero is run here.
   */
  private void makeGradient(NDArray parameter) {
    parameter.setRequiresGradient(true);
    try (NDManager scratch = manager.newSubManager()) {
      NDArray sum = TorchEngine.recording(true, parameter::sum);
      sum.attach(scratch);
      TorchEngine.backward(sum, scratch.zeros(sum.getShape()));
    }
  }

  private static FloatBuffer gradientMemory(NDArray parameter) {
    ByteBuffer memory = parameter.getGradient().toByteBuffer(true);
    if (!memory.isDirect()) {
      throw new IllegalStateException("the engine gave a copy of a gradient, not its memory");
    }
    return memory.order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
