package dev.rookery.core.network;

import ai.djl.nn.Block;

/**
 * One range of a network's output: what stands on top of the features that all heads share. The
 * outputs of all heads lie side by side in one tensor; see {@link Network#range}.
 */
public interface Head {

  /** The range's name, for example {@code q_values}; its parameters are called {@code name.…}. */
  String name();

  /** How many numbers it has for each observation, or for each sample of one. */
  int size();

  /**
   * Makes the block, from {@code [rows, features]} to {@code [rows, size]}.
   *
   * @param features how many features the heads share
   * @param activation of hidden layers
   * @param dense makes dense layers
   */
  Block create(int features, Activation activation, DenseFactory dense);
}
