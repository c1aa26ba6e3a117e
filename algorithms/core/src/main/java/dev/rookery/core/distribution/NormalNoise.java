package dev.rookery.core.distribution;

import dev.rookery.DataType;
import dev.rookery.core.loss.StandardNormal;
import dev.rookery.core.network.NetworkInput;
import dev.rookery.core.network.RandomInput;
import java.util.List;
import java.util.random.RandomGenerator;

/** Independent standard normal numbers for each action. */
record NormalNoise(NetworkInput input) implements RandomInput {

  NormalNoise(int size) {
    this(new NetworkInput(Categorical.NOISE, DataType.FLOAT32, List.of(size)));
  }

  @Override
  public void draw(float[] values, RandomGenerator random) {
    StandardNormal.draw(values, random);
  }
}
