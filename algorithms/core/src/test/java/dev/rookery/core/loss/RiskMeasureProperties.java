package dev.rookery.core.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.core.loss.RiskMeasure.Cpw;
import dev.rookery.core.loss.RiskMeasure.Cvar;
import dev.rookery.core.loss.RiskMeasure.Neutral;
import dev.rookery.core.loss.RiskMeasure.Wang;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class RiskMeasureProperties {

  @Provide
  Arbitrary<RiskMeasure> measures() {
    return Arbitraries.oneOf(
        Arbitraries.just(new Neutral()),
        Arbitraries.doubles().between(0.01, 1).map(Cvar::new),
        Arbitraries.doubles().between(0.3, 1).map(Cpw::new),
        Arbitraries.doubles().between(-8, 8).map(Wang::new));
  }

  @Property
  void levelsStayLevelsAndInOrder(
      @ForAll("measures") RiskMeasure measure,
      @ForAll @DoubleRange(min = 0, max = 1) double first,
      @ForAll @DoubleRange(min = 0, max = 1) double second) {
    double low = measure.distort(Math.min(first, second));
    double high = measure.distort(Math.max(first, second));
    assertTrue(low >= 0 && low <= high + 1e-12 && high <= 1, low + " " + high);
  }

  @Property
  void theEndsStay(@ForAll("measures") RiskMeasure measure) {
    assertEquals(0, measure.distort(0));
    assertEquals(measure instanceof Cvar cvar ? cvar.eta() : 1, measure.distort(1), 1e-12);
  }

  @Property
  void eachHasANeutralSetting(@ForAll @DoubleRange(min = 0, max = 1) double tau) {
    for (RiskMeasure measure : List.of(new Neutral(), new Cvar(1), new Cpw(1), new Wang(0))) {
      assertEquals(tau, measure.distort(tau), 1e-9, measure.toString());
    }
  }

  @Property
  void wangsMeasureIsAverseBelowZeroAndItsMirrorImageAbove(
      @ForAll @DoubleRange(min = 0, max = 1) double tau,
      @ForAll @DoubleRange(min = 0, max = 8) double eta) {
    double averse = new Wang(-eta).distort(tau);
    assertTrue(averse <= tau + 1e-9);
    assertEquals(1 - averse, new Wang(eta).distort(1 - tau), 1e-9);
  }

  /** Computed with the normal distribution of Python's {@code statistics}. */
  @Example
  void valuesOfAnotherImplementation() {
    assertEquals(0.02109953711603124, new Wang(-0.75).distort(0.1), 1e-12);
    assertEquals(0.2266273523768682, new Wang(-0.75).distort(0.5), 1e-12);
    assertEquals(0.702481690985494, new Wang(-0.75).distort(0.9), 1e-12);
    assertEquals(0.5300956286716517, new Wang(0.75).distort(0.25), 1e-12);
    assertEquals(0.13780541289830034, new Wang(2).distort(0.001), 1e-12);
    assertEquals(0.9602353992919298, new Wang(-3).distort(0.999999), 1e-9);
    assertEquals(0.16561235096048466, new Cpw().distort(0.1), 1e-12);
    assertEquals(0.46058818086383724, new Cpw().distort(0.5), 1e-12);
    assertEquals(0.7881427845992687, new Cpw().distort(0.9), 1e-12);
    assertEquals(0.1, new Cvar(0.25).distort(0.4), 1e-12);
  }

  @Example
  void valuesOutOfRangeAreRefused() {
    for (double eta : new double[] {0, -0.1, 1.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> new Cvar(eta));
      assertThrows(IllegalArgumentException.class, () -> new Cpw(eta));
    }
    for (double eta : new double[] {-9, 9, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> new Wang(eta));
    }
    for (RiskMeasure measure : List.of(new Neutral(), new Cvar(1), new Cpw(), new Wang(1))) {
      for (double tau : new double[] {-0.1, 1.1, Double.NaN}) {
        assertThrows(IllegalArgumentException.class, () -> measure.distort(tau));
      }
    }
    Exception e = assertThrows(IllegalArgumentException.class, () -> new Cvar(0));
    assertEquals("CVaR needs an eta above 0 and at most 1, not 0.0", e.getMessage());
  }
}
