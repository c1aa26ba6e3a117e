package dev.rookery.core.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.SeededRandom;
import dev.rookery.core.loss.CosineEmbedding;
import dev.rookery.core.loss.RiskMeasure;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class QuantileLevelsProperties {

  @Property(tries = 200)
  void theNetworkSeesTheCosinesOfTheLevelsThatAreRemembered(
      @ForAll @IntRange(max = 4) int uniform,
      @ForAll @IntRange(min = 1, max = 4) int distorted,
      @ForAll @IntRange(min = 1, max = 8) int cosines,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll long seed) {
    QuantileLevels levels =
        new QuantileLevels(uniform, distorted, cosines, new RiskMeasure.Cvar(0.25));
    assertEquals(List.of(uniform + distorted, cosines), levels.input().shape());
    float[] values = new float[batch * levels.input().size()];
    levels.draw(values, new SeededRandom(seed));
    assertEquals(batch * (uniform + distorted), levels.levels().length);
    float[] expected = new float[values.length];
    CosineEmbedding.cosines(levels.levels(), cosines, expected);
    assertArrayEquals(expected, values);

    float[] first = levels.levels().clone();
    levels.draw(values, new SeededRandom(seed));
    assertArrayEquals(first, levels.levels());
    levels.draw(values, new SeededRandom(seed + 1));
    assertFalse(Arrays.equals(first, levels.levels()));
  }

  /** For each example the uniform ones come first. */
  @Property(tries = 20)
  void levelsAreUniformOrDistortedByTheRiskMeasure(@ForAll long seed) {
    for (RiskMeasure risk :
        List.of(
            new RiskMeasure.Neutral(),
            new RiskMeasure.Cvar(0.25),
            new RiskMeasure.Cpw(),
            new RiskMeasure.Wang(-1))) {
      int batch = 20_000;
      QuantileLevels levels = new QuantileLevels(2, 3, 1, risk);
      levels.draw(new float[batch * 5], new SeededRandom(seed));
      double[] means = new double[5];
      for (int i = 0; i < levels.levels().length; i++) {
        float level = levels.levels()[i];
        assertTrue(level >= 0 && level <= (i % 5 < 2 ? 1 : risk.distort(1)));
        means[i % 5] += level / (double) batch;
      }
      double distorted = 0;
      for (int i = 0; i < 1000; i++) {
        distorted += risk.distort((i + 0.5) / 1000) / 1000;
      }
      for (int k = 0; k < 5; k++) {
        assertEquals(k < 2 ? 0.5 : distorted, means[k], 0.012, risk + " at " + k);
      }
    }
  }
}
