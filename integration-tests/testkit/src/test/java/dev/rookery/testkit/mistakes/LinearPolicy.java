package dev.rookery.testkit.mistakes;

import dev.rookery.algorithm.Policy;
import dev.rookery.environment.VectorStep;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;

/** Takes the action of the largest value. */
final class LinearPolicy implements Policy {

  private final LinearQ algorithm;
  private final float[] weights;
  private final float[] observation;

  LinearPolicy(LinearQ algorithm) {
    this.algorithm = algorithm;
    weights = new float[algorithm.parameterLayout().size()];
    observation = new float[algorithm.features()];
  }

  @Override
  public void update(ParameterSnapshot parameters) {
    parameters.values().asFloatBuffer().get(weights);
  }

  @Override
  public void act(VectorStep step, ByteBuffer actions) {
    for (int k = 0; k < step.count(); k++) {
      for (int i = 0; i < observation.length; i++) {
        observation[i] = step.observation(k).getFloat(i);
      }
      actions.putInt(k * Integer.BYTES, algorithm.best(weights, observation));
    }
  }

  @Override
  public void close() {}
}
