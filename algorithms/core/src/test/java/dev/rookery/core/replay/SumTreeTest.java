package dev.rookery.core.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SumTreeTest {

  /**
   * Each leaf owns a share of the total, and a target falls into one:
   *
   * <pre>
   *                      10
   *        /       /     |     \      \
   *       1       0      4      2      3       (three more children are 0)
   *    [0, 1)   empty  [1, 5) [5, 7) [7, 10)
   * </pre>
   */
  @Test
  void targetFallsIntoTheShareOfItsLeaf() {
    SumTree tree = tree(1, 0, 4, 2, 3);

    assertEquals(10, tree.total());
    assertArrayEquals(
        new int[] {0, 0, 2, 2, 3, 3, 4, 4}, find(tree, 0, 0.99, 1, 4.99, 5, 6.99, 7, 9.99));
  }

  /**
   * Twenty leaves of 1 make three inner nodes under the root:
   *
   * <pre>
   *                 20
   *        /        |        \
   *        8        8         4
   *     1 ... 1  1 ... 1   1 1 1 1 0 0 0 0
   * </pre>
   */
  @Test
  void targetGoesDownThroughInnerNodes() {
    SumTree tree = new SumTree(20);
    tree.fill(0, 20, 1);

    assertEquals(20, tree.total());
    assertArrayEquals(new int[] {0, 7, 8, 15, 16, 19}, find(tree, 0.5, 7.5, 8, 15.999, 16, 19.999));
  }

  /**
   *
   *
   * <pre>
   *                 8
   *        /        |         \
   *        0        8          0
   *     0 ... 0  0 5 3 0 ...  0 0 0 0
   * </pre>
   */
  @Test
  void targetAtOrBeyondTheTotalFindsTheLastLeafThatIsNotZero() {
    SumTree tree = new SumTree(20);
    tree.set(new int[] {9, 10}, new double[] {5, 3}, 2);

    double total = tree.total();
    assertArrayEquals(
        new int[] {9, 10, 10, 10, 10},
        find(tree, 0, Math.nextDown(total), total, Math.nextUp(total), 1e9));
  }

  @Test
  void targetsNeedNotAscend() {
    SumTree tree = new SumTree(20);
    tree.fill(0, 20, 1);

    assertArrayEquals(new int[] {19, 3, 3, 2, 17, 0}, find(tree, 19.5, 3.9, 3.1, 2, 17, 0));
  }

  @Test
  void leavesTooSmallToChangeTheSumDoNotLeadAstray() {
    // 1e16 + 1 is 1e16 in float64: the ones have no share of their own.
    SumTree tree = tree(1, 1e16, 1, 0);

    double total = tree.total();
    assertArrayEquals(new int[] {0, 1, 1}, find(tree, 0.5, 1, Math.nextDown(total)));
  }

  @Test
  void theSmallestNumberThereIsCanBeFound() {
    SumTree tree = new SumTree(300);
    tree.fill(299, 1, Double.MIN_VALUE);

    assertArrayEquals(new int[] {299, 299}, find(tree, 0, Double.MIN_VALUE));
  }

  @Test
  void ofAnIndexThatComesTwiceTheLaterValueStays() {
    SumTree tree = tree(1, 1, 1);

    tree.set(new int[] {2, 0, 2}, new double[] {7, 3, 5}, 3);

    assertEquals(5, tree.get(2));
    assertEquals(9, tree.total());
  }

  @Test
  void aTreeOfOneHoldsOne() {
    SumTree tree = tree(0.25);

    assertEquals(0.25, tree.total());
    assertArrayEquals(new int[] {0, 0}, find(tree, 0, 0.25));
  }

  @Test
  void nothingDriftsOverManyUpdates() {
    int size = 5000;
    SumTree tree = new SumTree(size);
    SplittableRandom random = new SplittableRandom(3);
    int[] indexes = new int[512];
    double[] values = new double[512];
    for (int round = 0; round < 4000; round++) {
      for (int i = 0; i < indexes.length; i++) {
        indexes[i] = random.nextInt(size);
        values[i] = Math.pow(10, random.nextInt(-12, 12));
      }
      tree.set(indexes, values, indexes.length);
    }

    SumTree fresh = new SumTree(size);
    for (int i = 0; i < size; i++) {
      fresh.fill(i, 1, tree.get(i));
    }
    assertEquals(fresh.total(), tree.total());
  }

  @Test
  void whatIsNoPriorityIsRefusedAndNothingIsSet() {
    SumTree tree = tree(1, 2, 3);

    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> tree.fill(0, 1, bad));
      assertThrows(IllegalArgumentException.class, () -> tree.set(0, new double[] {9, bad}, 2));
      assertThrows(
          IllegalArgumentException.class,
          () -> tree.set(new int[] {0, 1}, new double[] {9, bad}, 2));
    }
    assertThrows(
        IndexOutOfBoundsException.class, () -> tree.set(new int[] {0, 3}, new double[] {9, 9}, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> tree.fill(2, 2, 9));
    assertEquals(1, tree.get(0));
    assertEquals(6, tree.total());
  }

  @Test
  void whatIsNoTargetIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> find(tree(1), -1));
    assertThrows(IllegalArgumentException.class, () -> find(tree(1), Double.NaN));
  }

  @Test
  void nothingCanBeDrawnFromZeros() {
    assertThrows(IllegalStateException.class, () -> find(new SumTree(3), 0));
  }

  private static SumTree tree(double... values) {
    SumTree tree = new SumTree(values.length);
    tree.set(0, values, values.length);
    return tree;
  }

  private static int[] find(SumTree tree, double... targets) {
    int[] indexes = new int[targets.length];
    tree.find(targets, indexes, targets.length);
    return indexes;
  }
}
