package dev.rookery.core.network;

import ai.djl.nn.Block;

/**
 * Action values as the state's value and each action's advantage: {@code Q = V + A − mean_a A}
 * (Wang et al. 2016, equation 9). Where an action has several numbers, such as the logits of its
 * return's distribution, each of them is combined so (Hessel et al. 2018). Parameters: {@code
 * value.…} and {@code advantage.…}.
 *
 * @param name of the range
 * @param actions how many actions
 * @param numbers how many each action has: those of action 0 come first
 * @param hidden the size of the hidden layer that each of the two streams has of its own; 0 for
 *     none
 */
public record DuelingHead(String name, int actions, int numbers, int hidden) implements Head {

  /** With one number for each action. */
  public DuelingHead(String name, int actions, int hidden) {
    this(name, actions, 1, hidden);
  }

  @Override
  public int size() {
    return Math.multiplyExact(actions, numbers);
  }

  @Override
  public Block create(int features, Activation activation, DenseFactory dense) {
    return new DuelingLayer(this, features, activation, dense);
  }
}
