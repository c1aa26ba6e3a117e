package dev.rookery.testkit.mistakes;

import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;

/** The settings of {@link LinearQ}. */
record LinearConfig(
    @Setting("What it gets wrong.") Mistake mistake,
    @Setting(value = "Factor of the next value.", min = 0, max = 1) double discount,
    Explicit explicit)
    implements AlgorithmConfig {

  static LinearConfig of(Mistake mistake) {
    return new LinearConfig(mistake, 0.9, Explicit.ALL);
  }

  @Override
  public String algorithm() {
    return "linear-q";
  }
}
