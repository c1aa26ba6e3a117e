/*
 * The method and its constants are those of fdlibm:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice
 * is preserved.
 */
package dev.rookery.envs.classic;

/**
 * Sine and cosine that are the same on every machine, bit for bit those of {@link StrictMath}, but
 * allocate nothing: from JDK 21 on, StrictMath makes an array for every call.
 */
final class Trigonometry {

  private static final int HIGH_QUARTER_PI = 0x3fe921fb;
  private static final int HIGH_THREE_QUARTERS_PI = 0x4002d97c;
  private static final int HIGH_HALF_PI = 0x3ff921fb;
  private static final int HIGH_LARGE = 0x413921fb; // About 2^19 · π / 2.
  private static final int HIGH_TINY = 0x3e400000; // 2^-27.

  private static final double INVERSE_HALF_PI = 0.6366197723675814;
  // π / 2 in parts of 33 bits, each with what is left after it.
  private static final double PART_1 = 1.5707963267341256;
  private static final double REST_1 = 6.077100506506192e-11;
  private static final double PART_2 = 6.077100506303966e-11;
  private static final double REST_2 = 2.0222662487959506e-21;
  private static final double PART_3 = 2.0222662487111665e-21;
  private static final double REST_3 = 8.4784276603689e-32;

  private Trigonometry() {}

  static double sin(double x) {
    return sinOfTurned(x, 0);
  }

  static double cos(double x) {
    return sinOfTurned(x, 1);
  }

  /** The sine of {@code x} plus {@code quarters} quarter turns, of which there are 0 or 1. */
  private static double sinOfTurned(double x, int quarters) {
    int high = high(x) & 0x7fffffff;
    if (high <= HIGH_QUARTER_PI) {
      return quarters == 0 ? kernelSin(x, 0, false) : kernelCos(x, 0);
    } else if (high > HIGH_LARGE) {
      return quarters == 0 ? StrictMath.sin(x) : StrictMath.cos(x);
    }
    // |x| = n · π / 2 + y + tail, with |y| at most π / 4.
    double magnitude = Math.abs(x);
    int n;
    double rest; // Of the magnitude, less the parts of π / 2 taken off exactly ...
    double less; // ... and what is still to be taken off.
    double y;
    if (high < HIGH_THREE_QUARTERS_PI) {
      n = 1;
      rest = magnitude - PART_1;
      less = REST_1;
      if (high == HIGH_HALF_PI) {
        rest -= PART_2;
        less = REST_2;
      }
      y = rest - less;
    } else {
      n = (int) (magnitude * INVERSE_HALF_PI + 0.5);
      rest = magnitude - n * PART_1;
      less = n * REST_1;
      y = rest - less;
      boolean cancels = n >= 32 || high == high(n * (Math.PI / 2));
      if (cancels && lostBits(high, y) > 16) {
        double before = rest;
        less = n * PART_2;
        rest = before - less;
        less = n * REST_2 - ((before - rest) - less);
        y = rest - less;
        if (lostBits(high, y) > 49) {
          before = rest;
          less = n * PART_3;
          rest = before - less;
          less = n * REST_3 - ((before - rest) - less);
          y = rest - less;
        }
      }
    }
    double tail = (rest - y) - less;
    if (x < 0) {
      n = -n;
      y = -y;
      tail = -tail;
    }
    return switch ((n + quarters) & 3) {
      case 0 -> kernelSin(y, tail, true);
      case 1 -> kernelCos(y, tail);
      case 2 -> -kernelSin(y, tail, true);
      default -> -kernelCos(y, tail);
    };
  }

  /** The sine of {@code x + tail}, where {@code x} is at most π / 4. */
  private static double kernelSin(double x, double tail, boolean hasTail) {
    if ((high(x) & 0x7fffffff) < HIGH_TINY) {
      return x;
    }
    double z = x * x;
    double v = z * x;
    double r = 1.58969099521155e-10;
    r = -2.5050760253406863e-8 + z * r;
    r = 2.7557313707070068e-6 + z * r;
    r = -0.0001984126982985795 + z * r;
    r = 0.00833333333332249 + z * r;
    double first = -0.16666666666666632;
    return hasTail ? x - ((z * (0.5 * tail - v * r) - tail) - v * first) : x + v * (first + z * r);
  }

  /** The cosine of {@code x + tail}, where {@code x} is at most π / 4. */
  private static double kernelCos(double x, double tail) {
    int high = high(x) & 0x7fffffff;
    if (high < HIGH_TINY) {
      return 1;
    }
    double z = x * x;
    double r = -1.1359647557788195e-11;
    r = 2.087572321298175e-9 + z * r;
    r = -2.7557314351390663e-7 + z * r;
    r = 2.480158728947673e-5 + z * r;
    r = -0.001388888888887411 + z * r;
    r = z * (0.0416666666666666 + z * r);
    if (high < 0x3fd33333) { // 0.3
      return 1 - (0.5 * z - (z * r - x * tail));
    }
    // Taking about x / 4 off both terms first keeps the difference exact; 0.28125 from 0.78125 on.
    double quarter =
        high > 0x3fe90000 ? 0.28125 : Double.longBitsToDouble((long) (high - 0x00200000) << 32);
    double halfSquare = 0.5 * z - quarter;
    return (1 - quarter) - (halfSquare - (z * r - x * tail));
  }

  /** By how many binary places {@code y} is smaller than the number of this high word. */
  private static int lostBits(int high, double y) {
    return (high >> 20) - ((high(y) >> 20) & 0x7ff);
  }

  /** Sign, exponent and the first 20 bits of the fraction. */
  private static int high(double x) {
    return (int) (Double.doubleToRawLongBits(x) >>> 32);
  }
}
