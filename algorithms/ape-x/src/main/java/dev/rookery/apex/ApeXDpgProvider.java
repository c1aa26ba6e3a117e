package dev.rookery.apex;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;

/** Offers Ape-X DPG under the name {@code ape-x-dpg}. */
public final class ApeXDpgProvider implements AlgorithmProvider {

  static final String NAME = "ape-x-dpg";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Deterministic policy gradient for continuous actions, in the Ape-X frame (Horgan et al. 2018)";
  }

  @Override
  public ApeXDpgConfig defaultSettings() {
    return ApeXDpgConfig.defaults();
  }

  @Override
  public Algorithm create(Record settings, AlgorithmContext context) {
    return new ApeXDpgAlgorithm((ApeXDpgConfig) settings, context);
  }
}
