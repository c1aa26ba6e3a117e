package dev.rookery.core.network;

import ai.djl.nn.Block;
import java.util.List;

/** One output of a network: what stands on top of the features that all heads share. */
public interface Head {

  /** The output's name, for example {@code q_values}; its parameters are called {@code name.…}. */
  String name();

  /** The output's dimensions after the batch, for example {@code [actions]}. */
  List<Integer> shape();

  /**
   * Makes the block, from {@code [batch, features]} to {@code [batch, shape…]}.
   *
   * @param features how many features the heads share
   * @param activation of hidden layers
   * @param dense makes dense layers
   */
  Block create(int features, Activation activation, DenseFactory dense);
}
