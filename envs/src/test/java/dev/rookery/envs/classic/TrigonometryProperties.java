package dev.rookery.envs.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import net.jqwik.api.Example;

/** The reference is StrictMath, and every bit counts: assertEquals tells -0.0 from 0.0. */
class TrigonometryProperties {

  private static final int TRIES = 200_000;

  @Example
  void anglesOfEverySizeAgreeWithStrictMath() {
    SplittableRandom random = new SplittableRandom(1);
    for (double range : new double[] {1e-9, 0.1, 0.8, 2.4, 4, 10, 60, 1e3, 8e5, 1e9}) {
      for (int i = 0; i < TRIES; i++) {
        check((2 * random.nextDouble() - 1) * range);
      }
    }
  }

  @Example
  void anglesNearMultiplesOfAQuarterTurnAgreeWithStrictMath() {
    SplittableRandom random = new SplittableRandom(2);
    for (int n = 0; n < 2_000; n++) {
      double angle = n * (Math.PI / 2);
      for (int i = 0; i < 100; i++) {
        double near = angle * (1 + random.nextDouble() * Math.scalb(1.0, -random.nextInt(10, 54)));
        check(near);
        check(-near);
        check(Math.nextDown(2 * angle - near));
      }
    }
  }

  @Example
  void theLastPlacesAroundEveryBranchAgreeWithStrictMath() {
    int[] highWords = {
      0x3e400000, 0x3fd33333, 0x3fe90000, 0x3fe921fb, 0x3ff921fb, 0x4002d97c, 0x413921fb
    };
    for (int high : highWords) {
      for (long low = -100; low <= 100; low++) {
        check(Double.longBitsToDouble(((long) high << 32) + low));
        check(Double.longBitsToDouble(((long) (high + 1) << 32) + low));
      }
    }
  }

  @Example
  void numbersThatAreNoAnglesAgreeWithStrictMath() {
    for (double x : new double[] {0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN}) {
      check(x);
      check(-x);
    }
    check(Double.POSITIVE_INFINITY);
    check(Double.NEGATIVE_INFINITY);
  }

  private static void check(double x) {
    assertEquals(StrictMath.sin(x), Trigonometry.sin(x), () -> "sin " + x);
    assertEquals(StrictMath.cos(x), Trigonometry.cos(x), () -> "cos " + x);
  }
}
