package dev.rookery.core.policy;

import dev.rookery.algorithm.Policy;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.environment.VectorStep;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;

/** Takes the greedy action of each distribution. Allocates nothing per step. */
final class GreedyPolicy implements Policy {

  private final OnnxNetwork network;
  private final PolicyActions actions;

  /** A policy that owns its network, which is of {@link PolicyGraph#addGreedy}. */
  GreedyPolicy(OnnxNetwork network, PolicyActions actions) {
    this.network = network;
    this.actions = actions;
  }

  @Override
  public void update(ParameterSnapshot parameters) {
    network.update(parameters);
  }

  @Override
  public void act(VectorStep step, ByteBuffer chosen) {
    network.run(step);
    actions.write(network.output(OnnxExporter.ACTION), chosen);
  }

  @Override
  public void close() {
    network.close();
  }
}
