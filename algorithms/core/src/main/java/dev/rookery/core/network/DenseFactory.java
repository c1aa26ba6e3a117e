package dev.rookery.core.network;

import ai.djl.nn.Block;

/** Makes a network's dense layers: ordinary ones, or noisy ones. */
@FunctionalInterface
public interface DenseFactory {

  /** A new layer from {@code [batch, inputs]} to {@code [batch, outputs]}. */
  Block create(int inputs, int outputs, Activation activation);
}
