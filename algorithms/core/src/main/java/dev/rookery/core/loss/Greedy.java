package dev.rookery.core.loss;

/** The greedy choice among the values of actions. */
public final class Greedy {

  private Greedy() {}

  /**
   * The action with the largest value; the first of equals.
   *
   * @param q {@code [batch, actions]}
   * @param b which row of the batch
   * @param actions how many there are
   */
  public static int action(float[] q, int b, int actions) {
    int row = b * actions;
    int best = 0;
    for (int a = 1; a < actions; a++) {
      if (q[row + a] > q[row + best]) {
        best = a;
      }
    }
    return best;
  }
}
