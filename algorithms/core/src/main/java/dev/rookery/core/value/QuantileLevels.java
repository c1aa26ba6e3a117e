package dev.rookery.core.value;

import dev.rookery.core.loss.CosineEmbedding;
import dev.rookery.core.loss.RiskMeasure;
import dev.rookery.core.network.NetworkInput;
import dev.rookery.core.network.QuantileEmbedding;
import dev.rookery.core.network.RandomInput;
import java.util.random.RandomGenerator;

/**
 * Draws quantile levels for an implicit quantile network: uniform ones, and after them, for each
 * example, ones that a risk measure distorts. Remembers the last ones. Used by one thread.
 */
final class QuantileLevels implements RandomInput {

  private final int uniform;
  private final int distorted;
  private final int cosines;
  private final RiskMeasure risk;
  private final NetworkInput input;
  private float[] levels = new float[0];

  /**
   * For so many levels of each example.
   *
   * @param uniform how many are uniform
   * @param distorted how many {@code risk} distorts
   */
  QuantileLevels(int uniform, int distorted, int cosines, RiskMeasure risk) {
    this.uniform = uniform;
    this.distorted = distorted;
    this.cosines = cosines;
    this.risk = risk;
    input = QuantileEmbedding.input(uniform + distorted, cosines);
  }

  @Override
  public NetworkInput input() {
    return input;
  }

  @Override
  public void draw(float[] values, RandomGenerator random) {
    int each = uniform + distorted;
    int count = values.length / cosines;
    if (levels.length != count) {
      levels = new float[count];
    }
    for (int i = 0; i < count; i++) {
      double level = random.nextFloat();
      levels[i] = (float) (i % each < uniform ? level : risk.distort(level));
    }
    CosineEmbedding.cosines(levels, cosines, values);
  }

  /** {@code [rows, samples]}: the levels of the last draw. */
  float[] levels() {
    return levels;
  }
}
