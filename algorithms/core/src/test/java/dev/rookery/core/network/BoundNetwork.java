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
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    DataType type = DataType.valueOf(space.dataType().name());
    Shape shape = new Shape(batch);
    for (int dimension : space.shape()) {
      shape = shape.add(dimension);
    }
    try (NDManager scratch = manager.newSubManager()) {
      NDArray x = scratch.create(observations.duplicate().clear(), shape, type);
      NDList outputs =
          TorchEngine.recording(false, () -> block.forward(store, new NDList(x), false));
      if (block instanceof Network network) {
        float[] all = outputs.singletonOrThrow().toFloatArray();
        return network.spec().heads().stream()
            .map(head -> columns(network.range(head.name()), all))
            .toArray(float[][]::new);
      }
      return outputs.stream().map(NDArray::toFloatArray).toArray(float[][]::new);
    }
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
