package dev.rookery.core.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class StandardNormalProperties {

  @Property
  void theQuantileIsTheInverse(@ForAll @DoubleRange(min = 0, max = 1) double p) {
    double x = StandardNormal.quantile(p);
    assertEquals(p, StandardNormal.cdf(x), 1e-14);
    assertEquals(-x, StandardNormal.quantile(1 - p), 1e-9 * (1 + Math.exp(x * x / 2)));
  }

  @Property
  void theFunctionRisesFromZeroToOne(
      @ForAll @DoubleRange(min = -20, max = 20) double first,
      @ForAll @DoubleRange(min = -20, max = 20) double second) {
    double low = StandardNormal.cdf(Math.min(first, second));
    double high = StandardNormal.cdf(Math.max(first, second));
    assertTrue(low >= 0 && low <= high + 1e-15 && high <= 1, low + " " + high);
  }

  /** Computed with Python's {@code statistics}. */
  @Example
  void valuesOfAnotherImplementation() {
    assertEquals(6.106226635438361e-16, StandardNormal.cdf(-8), 1e-14);
    assertEquals(2.8665157186802404e-07, StandardNormal.cdf(-5), 1e-14);
    assertEquals(0.15865525393145707, StandardNormal.cdf(-1), 1e-14);
    assertEquals(0.5, StandardNormal.cdf(0), 1e-14);
    assertEquals(0.6914624612740131, StandardNormal.cdf(0.5), 1e-14);
    assertEquals(0.9750021048517796, StandardNormal.cdf(1.96), 1e-14);
    assertEquals(0.9999999990134123, StandardNormal.cdf(6), 1e-14);
  }
}
