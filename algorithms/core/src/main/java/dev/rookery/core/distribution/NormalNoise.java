package dev.rookery.core.distribution;

import dev.rookery.DataType;
import dev.rookery.core.loss.StandardNormal;
import dev.rookery.core.network.NetworkInput;
import dev.rookery.core.network.RandomInput;
import java.util.List;
import java.util.random.RandomGenerator;

/** Independent standard normal numbers for each action. Used by one thread. */
public final class NormalNoise implements RandomInput {

  private final NetworkInput input;
  private double[] drawn = new double[0];

  /** So many numbers. */
  public NormalNoise(int size) {
    input = new NetworkInput(Categorical.NOISE, DataType.FLOAT32, List.of(size));
  }

  @Override
  public NetworkInput input() {
    return input;
  }

  @Override
  public void draw(float[] values, RandomGenerator random) {
    if (drawn.length != values.length) {
      drawn = new double[values.length];
    }
    StandardNormal.draw(drawn, random);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) drawn[i];
    }
  }
}
