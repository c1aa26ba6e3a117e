package dev.rookery.core.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class SumTreeProperties {

  /**
   * Whole numbers add up exactly, so that the tree must agree with a plain scan to the last bit.
   */
  @Property(tries = 300)
  void agreesWithAScanOverAnArray(
      @ForAll @IntRange(min = 1, max = 5000) int size, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SumTree tree = new SumTree(size);
    double[] scan = new double[size];
    for (int round = 0; round < 10; round++) {
      change(tree, scan, random);
      double total = 0;
      for (int i = 0; i < size; i++) {
        assertEquals(scan[i], tree.get(i));
        total += scan[i];
      }
      assertEquals(total, tree.total());
      if (total > 0) {
        double[] targets = random.doubles(50, 0, total).toArray();
        int[] indexes = new int[50];
        tree.find(targets.clone(), indexes, 50);
        for (int i = 0; i < 50; i++) {
          assertEquals(scan(scan, targets[i]), indexes[i]);
        }
      }
    }
  }

  @Property(tries = 300)
  void neverFindsALeafOfZero(
      @ForAll @IntRange(min = 1, max = 5000) int size,
      @ForAll @DoubleRange(min = 0, max = 1) double zeros,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SumTree tree = new SumTree(size);
    for (int i = 0; i < size; i++) {
      boolean zero = i > 0 && random.nextDouble() < zeros;
      tree.fill(i, 1, zero ? 0 : Math.pow(10, random.nextDouble(-300, 300)));
    }
    double[] targets = new double[200];
    for (int i = 0; i < targets.length; i++) {
      double share = random.nextInt(4) == 0 ? 1 : random.nextDouble();
      targets[i] = tree.total() * share;
    }
    int[] indexes = new int[targets.length];

    tree.find(targets, indexes, targets.length);

    for (int index : indexes) {
      assertTrue(index < size && tree.get(index) > 0, "found leaf " + index);
    }
  }

  @Property(tries = 100)
  void theHistoryDoesNotMatter(@ForAll @IntRange(min = 1, max = 2000) int size, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SumTree tree = new SumTree(size);
    double[] values = new double[size];
    for (int round = 0; round < 20; round++) {
      int from = random.nextInt(size);
      int count = random.nextInt(size - from + 1);
      double[] some = random.doubles(count).map(u -> Math.pow(10, 20 * u - 10)).toArray();
      tree.set(from, some, count);
      System.arraycopy(some, 0, values, from, count);
    }
    SumTree fresh = new SumTree(size);
    fresh.set(0, values, size);

    assertEquals(fresh.total(), tree.total());
  }

  private static void change(SumTree tree, double[] scan, SplittableRandom random) {
    int from = random.nextInt(scan.length);
    int count = random.nextInt(scan.length - from + 1);
    double value = random.nextInt(5);
    tree.fill(from, count, value);
    Arrays.fill(scan, from, from + count, value);
    int scattered = random.nextInt(40);
    int[] indexes = random.ints(scattered, 0, scan.length).toArray();
    double[] values = random.ints(scattered, 0, 9).asDoubleStream().toArray();
    tree.set(indexes, values, scattered);
    for (int i = 0; i < scattered; i++) {
      scan[indexes[i]] = values[i];
    }
  }

  private static int scan(double[] values, double target) {
    double sum = 0;
    for (int i = 0; ; i++) {
      sum += values[i];
      if (sum > target) {
        return i;
      }
    }
  }
}
