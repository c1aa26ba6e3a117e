package dev.rookery.core.network;

import ai.djl.nn.Block;
import java.util.List;

/**
 * Action values as the state's value and each action's advantage: {@code Q = V + A − mean_a A}
 * (Wang et al. 2016, equation 9). Parameters: {@code value.…} and {@code advantage.…}.
 *
 * @param name of the output
 * @param actions how many actions
 * @param hidden the size of the hidden layer that each of the two streams has of its own; 0 for
 *     none
 */
public record DuelingHead(String name, int actions, int hidden) implements Head {

  @Override
  public List<Integer> shape() {
    return List.of(actions);
  }

  @Override
  public Block create(int features, Activation activation, DenseFactory dense) {
    return new DuelingLayer(features, actions, hidden, activation, dense);
  }
}
