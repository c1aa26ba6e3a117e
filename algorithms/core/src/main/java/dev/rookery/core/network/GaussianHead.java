package dev.rookery.core.network;

import ai.djl.nn.Block;
import java.util.List;

/**
 * Means of numbers, and the logarithms of their standard deviations, which do not depend on the
 * observation: {@code [means, log deviations]}, the parameters of a {@link
 * dev.rookery.core.distribution.DiagonalGaussian}. Parameters: those of a {@link TowerHead} and
 * {@code name.log_deviation [numbers]}.
 *
 * @param name of the range
 * @param numbers how many
 * @param hidden the sizes of the hidden layers that the means have of their own
 * @param deviation the first one of all numbers
 */
public record GaussianHead(String name, int numbers, List<Integer> hidden, double deviation)
    implements Head {

  /** Keeps an immutable copy of the sizes. */
  public GaussianHead {
    hidden = List.copyOf(hidden);
  }

  @Override
  public int size() {
    return 2 * numbers;
  }

  @Override
  public Block create(int features, Activation activation, DenseFactory dense) {
    TowerHead means = new TowerHead(name, numbers, hidden, TowerHead.POLICY_GAIN);
    return new GaussianLayer(new TowerLayer(means, features, activation, dense), this);
  }
}
