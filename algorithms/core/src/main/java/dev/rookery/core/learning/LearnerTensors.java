package dev.rookery.core.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.DataType;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.Patches;
import dev.rookery.experience.Column;
import dev.rookery.experience.SampleBatch;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors that a learner computes with, and the host's memory that they are filled from. Inputs
 * are made once. Each update computes inside of {@link #begin}, to whose scratch manager inputs and
 * all results belong, because the result of an operation belongs to the manager of its input:
 *
 * <pre>{@code
 * try (LearnerTensors.Scratch scratch = tensors.begin()) {
 *   NDArray output = network.forwardRecording(LearnerTensors.tensors(observation));
 *   scratch.read(output, values);
 *   ... the loss and its gradient, in plain Java ...
 *   scratch.backward(output, gradient);
 * }
 * }</pre>
 *
 * <p>Where {@linkplain TensorMemory tensors alias the host's memory}, nothing is copied in; where
 * they are staged, {@link #begin} copies all inputs. Not thread-safe.
 */
public final class LearnerTensors implements AutoCloseable {

  private final TensorMemory memory;
  private final NDManager manager;
  private final List<Input> inputs = new ArrayList<>();
  private final Map<Shape, Input> gradients = new HashMap<>();
  private final Scratch scratch = new Scratch();

  /** For a learner whose networks are in that memory. */
  public LearnerTensors(TensorMemory memory) {
    this.memory = memory;
    manager = memory.newManager();
  }

  /** An input {@code [batch, shape…]} of a column's values, as they are when an update begins. */
  public Input column(SampleBatch batch, String name) {
    Column column = batch.schema().columns().get(batch.schema().indexOf(name));
    long[] shape = new long[1 + column.shape().size()];
    shape[0] = batch.size();
    for (int i = 1; i < shape.length; i++) {
      shape[i] = column.shape().get(i - 1);
    }
    return input(batch.column(name), engineType(column.dataType()), new Shape(shape));
  }

  /**
   * The observations of a batch as inputs of a network: for each part its column, or the patches of
   * its images.
   *
   * @param name of the observation's columns
   */
  public List<Input> observations(SampleBatch batch, String name, Network network) {
    List<Input> parts = new ArrayList<>();
    for (Column part : batch.schema().columnsOf(name)) {
      parts.add(
          network
              .patches(parts.size())
              .map(patches -> patches(batch, part.name(), patches))
              .orElseGet(() -> column(batch, part.name())));
    }
    return List.copyOf(parts);
  }

  private Input patches(SampleBatch batch, String name, Patches patches) {
    Input input = floats(batch.size(), patches.positions(), patches.numbers());
    ByteBuffer images = batch.column(name);
    input.fill = () -> patches.write(images, batch.size(), input.floats);
    return input;
  }

  /** The tensors of inputs, in an update. */
  public static NDArray[] tensors(List<Input> inputs) {
    NDArray[] tensors = new NDArray[inputs.size()];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = inputs.get(i).tensor();
    }
    return tensors;
  }

  /** An input of float32 that the learner writes before an update begins. */
  public Input floats(long... shape) {
    return input(floatMemory(new Shape(shape)), FLOAT32, new Shape(shape));
  }

  private Input input(ByteBuffer host, ai.djl.ndarray.types.DataType type, Shape shape) {
    Input input = new Input(host, type, shape);
    inputs.add(input);
    return input;
  }

  private static final ai.djl.ndarray.types.DataType FLOAT32 =
      ai.djl.ndarray.types.DataType.FLOAT32;

  private static ByteBuffer floatMemory(Shape shape) {
    return DirectBuffers.allocate(Math.toIntExact(shape.size()), Float.BYTES);
  }

  private static ai.djl.ndarray.types.DataType engineType(DataType type) {
    return switch (type) {
      case FLOAT32 -> FLOAT32;
      case INT32 -> ai.djl.ndarray.types.DataType.INT32;
      case UINT8 -> ai.djl.ndarray.types.DataType.UINT8;
    };
  }

  /** Begins an update: the inputs have the values that the host has now. */
  public Scratch begin() {
    scratch.open();
    return scratch;
  }

  @Override
  public void close() {
    manager.close();
  }

  /** A tensor, and the host's memory that it gets its values from. */
  public final class Input {

    private final ByteBuffer host;
    private final FloatBuffer floats;
    private final ai.djl.ndarray.types.DataType type;
    private final Shape shape;
    private NDArray tensor;

    /** Writes the host's memory when an update begins. */
    private Runnable fill = () -> {};

    private Input(ByteBuffer host, ai.djl.ndarray.types.DataType type, Shape shape) {
      this.host = host;
      this.type = type;
      this.shape = shape;
      floats = host.asFloatBuffer();
      tensor = memory.tensor(manager, host, type, shape);
    }

    /** The tensor, in an update. */
    public NDArray tensor() {
      return tensor;
    }

    /** Replaces the values that the next update sees. */
    public void write(float[] values) {
      floats.put(0, values);
    }

    private void lend(NDManager borrower) {
      if (memory.isAliased()) {
        tensor.attach(borrower);
      } else {
        tensor.close();
        tensor = memory.tensor(borrower, host, type, shape);
      }
    }

    private void takeBack() {
      if (memory.isAliased()) {
        tensor.attach(manager);
      }
    }
  }

  /** One update's results; all are freed when it is closed. */
  public final class Scratch implements AutoCloseable {

    private NDManager current = manager;

    private Scratch() {}

    private void open() {
      current = manager.newSubManager();
      for (Input input : inputs) {
        input.fill.run();
        input.lend(current);
      }
    }

    /**
     * Computes something whose results are freed when it ends. What is computed after it then gets
     * memory that is still in the processor's cache, and needs no more from the operating system.
     */
    public void apart(Runnable computation) {
      NDManager all = current;
      try (NDManager own = all.newSubManager()) {
        move(own);
        try {
          computation.run();
        } finally {
          move(all);
        }
      }
    }

    private void move(NDManager owner) {
      current = owner;
      for (int i = 0; i < inputs.size(); i++) {
        inputs.get(i).tensor.attach(owner);
      }
    }

    /** Copies a float tensor's values out. */
    public void read(NDArray tensor, float[] target) {
      memory.read(tensor, target);
    }

    /**
     * Runs backward from a result of this update.
     *
     * @param output computed while gradients were recorded
     * @param gradient of the loss with respect to it, of as many numbers
     */
    public void backward(NDArray output, float[] gradient) {
      Input input = gradients.get(output.getShape());
      if (input == null) {
        input = new Input(floatMemory(output.getShape()), FLOAT32, output.getShape());
        gradients.put(output.getShape(), input);
      }
      input.write(gradient);
      input.lend(current);
      TorchEngine.backward(output, input.tensor());
      input.takeBack();
    }

    @Override
    public void close() {
      inputs.forEach(Input::takeBack);
      current.close();
    }
  }
}
