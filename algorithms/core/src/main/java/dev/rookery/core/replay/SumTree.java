package dev.rookery.core.replay;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Numbers of at least 0, and their sum, with a fast answer to "in whose share of the sum does this
 * point lie?" (Schaul et al. 2016, appendix B.2.1).
 *
 * <p>The tree is wide: each inner node sums eight children, added from left to right. A change
 * recomputes the nodes above it from their children, and never adds a difference, so nothing
 * drifts: after any history the tree equals one that was built afresh. Bulk operations go level by
 * level, so that the cache misses of one level overlap.
 *
 * <p>Not thread-safe. Allocates nothing once its scratch space has grown to the largest {@code
 * count}.
 */
public final class SumTree {

  private static final int SHIFT = 3;

  /** A node's children fill one cache line of 64 bytes. */
  private static final int WIDTH = 1 << SHIFT;

  /** Behind the 16 bytes of an array's header, so many doubles fill the first cache line. */
  private static final int PADDING = 6;

  /** All levels must fit into one Java array. */
  private static final int MAX_SIZE = 1_800_000_000;

  /** Numbers are saved in pieces of this many. */
  private static final int PIECE = 1 << 20;

  private final int size;

  /** All levels, the leaves first; each but the root's a multiple of {@link #WIDTH} long. */
  private final double[] nodes;

  /** Where each level starts in {@link #nodes}. */
  private final int[] levels;

  /** Scratch: nodes whose children changed. */
  private int[] changed = new int[0];

  /** Keeps {@link #touch} from being optimised away. */
  @SuppressWarnings("UnusedVariable")
  private double touched;

  /**
   * A tree of zeros.
   *
   * @param size how many numbers, at least 1
   * @throws IllegalArgumentException if {@code size} is below 1 or above 1.8 billion
   */
  public SumTree(int size) {
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a sum tree needs a size from 1 to %s, not %s".formatted(MAX_SIZE, size));
    }
    this.size = size;
    int depth = 1;
    for (long reach = WIDTH; reach < size; reach *= WIDTH) {
      depth++;
    }
    levels = new int[depth + 1];
    int end = PADDING;
    int parents = size;
    for (int level = 0; level < depth; level++) {
      levels[level] = end;
      parents = (parents + WIDTH - 1) / WIDTH;
      end += parents * WIDTH;
    }
    levels[depth] = end;
    nodes = new double[end + 1];
  }

  /** How many numbers. */
  public int size() {
    return size;
  }

  /** The sum of all. */
  public double total() {
    return nodes[nodes.length - 1];
  }

  /** Number {@code index}. */
  public double get(int index) {
    return nodes[PADDING + Objects.checkIndex(index, size)];
  }

  /**
   * Sets {@code count} numbers from {@code from} on to the same value.
   *
   * @throws IllegalArgumentException if the value is negative, infinite or NaN
   */
  public void fill(int from, int count, double value) {
    Objects.checkFromIndexSize(from, count, size);
    check(value);
    for (int i = from; i < from + count; i++) {
      nodes[PADDING + i] = value;
    }
    sumAbove(from, count);
  }

  /**
   * Sets {@code count} numbers from {@code from} on.
   *
   * @throws IllegalArgumentException if a value is negative, infinite or NaN; nothing is set then
   */
  public void set(int from, double[] values, int count) {
    Objects.checkFromIndexSize(from, count, size);
    for (int i = 0; i < count; i++) {
      check(values[i]);
    }
    System.arraycopy(values, 0, nodes, PADDING + from, count);
    sumAbove(from, count);
  }

  /**
   * Sets scattered numbers; where an index comes twice, the later value stays. Fastest where
   * indexes ascend.
   *
   * @param indexes each below {@link #size()}
   * @param values one for each index
   * @param count how many of both to use
   * @throws IllegalArgumentException if a value is negative, infinite or NaN; nothing is set then
   */
  public void set(int[] indexes, double[] values, int count) {
    if (changed.length < count) {
      changed = new int[count];
    }
    for (int i = 0; i < count; i++) {
      Objects.checkIndex(indexes[i], size);
      check(values[i]);
    }
    int parents = 0;
    int last = -1;
    for (int i = 0; i < count; i++) {
      int index = indexes[i];
      nodes[PADDING + index] = values[i];
      int parent = index >> SHIFT;
      if (parent != last) {
        changed[parents++] = parent;
        last = parent;
      }
    }
    for (int level = 1; level < levels.length; level++) {
      parents = sumChanged(level, parents);
    }
  }

  /**
   * Finds the number in whose share each target lies: the first {@code i} for which the numbers up
   * to and including {@code i} sum to more than the target. It is never one that is 0, even for a
   * target of exactly {@link #total()} or a little more, which is taken for the end of the last
   * share. Fastest where targets ascend.
   *
   * @param targets each at least 0 and about {@link #total()} at most; scratch space afterwards
   * @param indexes receives the index for each target
   * @param count how many of both to use
   * @throws IllegalArgumentException if a target is negative or NaN
   * @throws IllegalStateException if all numbers are 0
   */
  public void find(double[] targets, int[] indexes, int count) {
    if (!(total() > 0)) {
      throw new IllegalStateException("every number in the sum tree is 0: nothing can be drawn");
    }
    double last = Math.nextDown(total());
    for (int i = 0; i < count; i++) {
      if (!(targets[i] >= 0)) {
        throw new IllegalArgumentException("a target must be at least 0, not " + targets[i]);
      }
      targets[i] = Math.min(targets[i], last);
      indexes[i] = 0;
    }
    for (int level = levels.length - 2; level >= 0; level--) {
      descend(levels[level], targets, indexes, count);
    }
  }

  /** Writes the first {@code count} numbers. */
  void save(StateWriter state, int count) {
    ByteBuffer piece = pieceBuffer(count);
    for (int from = 0; from < count; from += PIECE) {
      int length = Math.min(PIECE, count - from);
      piece.asDoubleBuffer().put(nodes, PADDING + from, length);
      state.putDoubles("from-" + from, piece.limit(length * Double.BYTES));
    }
  }

  /** Takes back the first {@code count} numbers, which {@link #save} wrote; the others are 0. */
  void load(StateReader state, int count) {
    fill(0, size, 0);
    ByteBuffer piece = pieceBuffer(count);
    double[] values = new double[Math.min(PIECE, count)];
    for (int from = 0; from < count; from += PIECE) {
      int length = Math.min(PIECE, count - from);
      state.getBytes("from-" + from, piece.limit(length * Double.BYTES));
      piece.asDoubleBuffer().get(values, 0, length);
      set(from, values, length);
    }
  }

  /**
   * One level down: from a node and a target below its sum, to a child and a target below the
   * child's sum.
   */
  private void descend(int level, double[] targets, int[] indexes, int count) {
    touched = touch(level, indexes, count);
    int node = -1;
    int first = 0;
    int child = 0;
    double before = 0;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double target = targets[i];
      // Ascending targets with the same node go on where the last one was found.
      if (indexes[i] != node || target < before) {
        node = indexes[i];
        first = level + (node << SHIFT);
        child = 0;
        before = 0;
        sum = nodes[first];
      }
      while (sum <= target) {
        before = sum;
        sum += nodes[first + ++child];
      }
      // Rounding may put the rest at the child's sum or beyond, where grandchildren could be 0.
      double rest = target - before;
      double value = nodes[first + child];
      targets[i] = rest < value ? rest : Math.nextDown(value);
      indexes[i] = (node << SHIFT) + child;
    }
  }

  /** Loads the children of all nodes into the cache, with nothing that waits for any of them. */
  private double touch(int level, int[] indexes, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += nodes[level + (indexes[i] << SHIFT)];
    }
    return sum;
  }

  private void sumAbove(int from, int count) {
    if (count == 0) {
      return;
    }
    int first = from;
    int last = from + count - 1;
    for (int level = 1; level < levels.length; level++) {
      first >>= SHIFT;
      last >>= SHIFT;
      for (int node = first; node <= last; node++) {
        sum(level, node);
      }
    }
  }

  /** Sums the nodes in {@link #changed}, and replaces them there by their parents. */
  private int sumChanged(int level, int count) {
    int parents = 0;
    int last = -1;
    for (int i = 0; i < count; i++) {
      int node = changed[i];
      sum(level, node);
      int parent = node >> SHIFT;
      if (parent != last) {
        changed[parents++] = parent;
        last = parent;
      }
    }
    return parents;
  }

  private void sum(int level, int node) {
    int first = levels[level - 1] + (node << SHIFT);
    double sum = 0;
    for (int j = 0; j < WIDTH; j++) {
      sum += nodes[first + j];
    }
    nodes[levels[level] + node] = sum;
  }

  private static ByteBuffer pieceBuffer(int count) {
    return ByteBuffer.allocate(Math.min(PIECE, count) * Double.BYTES)
        .order(ByteOrder.nativeOrder());
  }

  private static void check(double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a sum tree takes finite numbers of at least 0, not " + value);
    }
  }
}
