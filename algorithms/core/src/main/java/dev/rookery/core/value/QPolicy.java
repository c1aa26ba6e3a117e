package dev.rookery.core.value;

import dev.rookery.algorithm.Policy;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Takes the action with the highest Q-value, the first of equals. Allocates nothing per step. */
final class QPolicy implements Policy {

  private final OnnxNetwork network;
  private final FloatBuffer qValues;
  private final int environments;
  private final int actions;

  QPolicy(OnnxNetwork network, int environments, int actions) {
    this.network = network;
    this.environments = environments;
    this.actions = actions;
    qValues = network.output(ValueAlgorithm.Q_VALUES);
  }

  @Override
  public void update(ParameterSnapshot parameters) {
    network.update(parameters);
  }

  @Override
  public void act(ByteBuffer observations, ByteBuffer chosen) {
    network.run(observations);
    for (int k = 0; k < environments; k++) {
      chosen.putInt(k * Integer.BYTES, best(k));
    }
  }

  /** Computes Q-values only. */
  void evaluate(ByteBuffer observations) {
    network.run(observations);
  }

  /** The Q-value of an action in environment {@code k}, after {@link #act} or {@link #evaluate}. */
  float qValue(int k, int action) {
    return qValues.get(k * actions + action);
  }

  /**
   * The action with the highest Q-value in environment {@code k}, the first of equals, after {@link
   * #act} or {@link #evaluate}.
   */
  int best(int k) {
    int row = k * actions;
    int best = 0;
    float highest = qValues.get(row);
    for (int a = 1; a < actions; a++) {
      float value = qValues.get(row + a);
      if (value > highest) {
        highest = value;
        best = a;
      }
    }
    return best;
  }

  @Override
  public void close() {
    network.close();
  }
}
