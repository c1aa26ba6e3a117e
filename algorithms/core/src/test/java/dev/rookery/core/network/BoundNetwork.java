package dev.rookery.core.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** A block with memory for its parameters, for tests to run in DJL. */
public final class BoundNetwork implements AutoCloseable {

  private final NDManager manager = TorchEngine.newManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final Block block;
  private final Map<String, Parameter> parameters;
  private final ParameterLayout layout;
  private final ByteBuffer values;

  public BoundNetwork(Block block, float[] initial) {
    this.block = block;
    parameters = NamedParameters.of(block);
    layout = NamedParameters.layout(parameters);
    values = DirectBuffers.allocate(initial.length, Float.BYTES);
    values.asFloatBuffer().put(initial);
    for (ParameterLayout.Entry entry : layout.entries()) {
      ByteBuffer slice =
          values.slice(entry.offset() * 4, entry.size() * 4).order(ByteOrder.nativeOrder());
      Parameter parameter = parameters.get(entry.name());
      NamedParameters.bind(
          parameter, manager.create(slice, parameter.getShape(), DataType.FLOAT32));
    }
  }

  public static BoundNetwork random(Network network, long seed) {
    return new BoundNetwork(network, Initializers.uniform(network.parameterLayout(), seed));
  }

  public Map<String, Parameter> parameters() {
    return parameters;
  }

  public ParameterLayout layout() {
    return layout;
  }

  public ParameterSnapshot snapshot(long version) {
    return new ParameterSnapshot(version, 0, 0, layout.layoutHash(), values);
  }

  /**
   * The outputs for {@code batch} packed observations, each row-major: of a network, its heads'.
   */
  public float[][] forward(Space space, ByteBuffer observations, int batch) {
    try (NDManager scratch = manager.newSubManager()) {
      NDList outputs = forward(tensors(scratch, space, observations, batch));
      if (block instanceof Network network) {
        float[] all = outputs.singletonOrThrow().toFloatArray();
        return network.spec().heads().stream()
            .map(head -> columns(network.range(head.name()), all))
            .toArray(float[][]::new);
      }
      return outputs.stream().map(NDArray::toFloatArray).toArray(float[][]::new);
    }
  }

  /**
   * The output {@code [rows, total]} of a network for packed observations and more inputs.
   *
   * @param more {@code [rows, shape…]} each, in the order of {@link Network#inputs}; noise may be
   *     missing
   */
  public float[] forward(ByteBuffer observations, int batch, List<float[]> more) {
    Network network = (Network) block;
    try (NDManager scratch = manager.newSubManager()) {
      Space space = network.spec().observationSpace();
      NDList inputs = tensors(scratch, space, observations, batch);
      int parts = inputs.size();
      for (int i = 0; i < more.size(); i++) {
        NetworkInput input = network.inputs().get(parts + i);
        Shape shape = new Shape(more.get(i).length / input.size());
        for (int dimension : input.shape()) {
          shape = shape.add(dimension);
        }
        inputs.add(scratch.create(more.get(i), shape));
      }
      return forward(inputs).singletonOrThrow().toFloatArray();
    }
  }

  private NDList forward(NDList inputs) {
    return TorchEngine.recording(false, () -> block.forward(store, inputs, false));
  }

  /** One for each part of the observations. */
  private static NDList tensors(
      NDManager manager, Space space, ByteBuffer observations, int batch) {
    NDList tensors = new NDList();
    for (SpacePart part : space.parts()) {
      int bytes = part.space().byteSize();
      ByteBuffer together = DirectBuffers.allocate(batch, bytes);
      Shape shape = new Shape(batch);
      for (int dimension : part.space().shape()) {
        shape = shape.add(dimension);
      }
      for (int k = 0; k < batch; k++) {
        together.put(k * bytes, observations, k * space.byteSize() + part.offset(), bytes);
      }
      DataType type = DataType.valueOf(part.space().dataType().name());
      tensors.add(manager.create(together, shape, type));
    }
    return tensors;
  }

  private static float[] columns(OutputRange range, float[] all) {
    float[] columns = new float[all.length / range.total() * range.size()];
    range.read(all, columns);
    return columns;
  }

  @Override
  public void close() {
    parameters.values().forEach(Parameter::close);
    manager.close();
  }
}
