package dev.rookery.core.continuous;

import dev.rookery.algorithm.Policy;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.environment.VectorStep;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Takes the actions that a network gives. Allocates nothing per step. */
public final class DeterministicPolicy implements Policy {

  private final OnnxNetwork network;
  private final FloatBuffer computed;

  /**
   * A policy that owns its network.
   *
   * @param network with an output {@value OnnxExporter#ACTION}: float32, as the environment wants
   *     them
   */
  public DeterministicPolicy(OnnxNetwork network) {
    this.network = network;
    computed = network.output(OnnxExporter.ACTION);
  }

  @Override
  public void update(ParameterSnapshot parameters) {
    network.update(parameters);
  }

  @Override
  public void act(VectorStep step, ByteBuffer actions) {
    network.run(step.observations());
    for (int i = 0; i < computed.capacity(); i++) {
      actions.putFloat(i * Float.BYTES, computed.get(i));
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
