package dev.rookery.core.network;

import ai.djl.nn.Block;
import java.util.List;

/**
 * A head with hidden dense layers of its own, so that it shares none with other heads. All layers
 * begin orthogonal, hidden ones with a gain of √2, and biases at 0, as is usual for PPO
 * (Andrychowicz et al. 2021, "What matters in on-policy reinforcement learning"). Parameters:
 * {@code name.hidden0.…} and {@code name.output.…}.
 *
 * @param name of the range
 * @param size how many numbers for each observation
 * @param hidden the sizes of its hidden layers
 * @param gain of the last layer's first weights
 */
public record TowerHead(String name, int size, List<Integer> hidden, double gain) implements Head {

  /** A gain for policies: first actions are near the middle, or nearly as likely as each other. */
  public static final double POLICY_GAIN = 0.01;

  /** Keeps an immutable copy of the sizes. */
  public TowerHead {
    hidden = List.copyOf(hidden);
  }

  @Override
  public Block create(int features, Activation activation, DenseFactory dense) {
    return new TowerLayer(this, features, activation, dense);
  }
}
