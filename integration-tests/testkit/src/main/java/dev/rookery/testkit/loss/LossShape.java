package dev.rookery.testkit.loss;

/**
 * The sizes of a loss's arrays.
 *
 * @param actions how many actions have predictions; 1 where predictions are not of actions
 * @param outputs how many predictions each action has: 1 for values, or as many as quantiles, atoms
 * @param targets how many targets an example has
 */
public record LossShape(int actions, int outputs, int targets) {

  /** Checks the sizes. */
  public LossShape {
    if (actions < 1 || outputs < 1 || targets < 1) {
      throw new IllegalArgumentException(
          "a loss needs at least 1 action, output and target, not %s, %s and %s"
              .formatted(actions, outputs, targets));
    }
  }

  /** One value for each action, and one target. */
  public static LossShape values(int actions) {
    return new LossShape(actions, 1, 1);
  }

  /** How many predictions an example has. */
  public int predictions() {
    return actions * outputs;
  }
}
