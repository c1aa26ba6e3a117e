package dev.rookery.core.continuous;

import dev.rookery.DataType;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Space;
import dev.rookery.settings.SettingsException;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Converts between an environment's continuous actions, each number between bounds of its own, and
 * the numbers from -1 to 1 that networks work with: {@code action = middle + halfRange * number}.
 * Immutable.
 */
public final class ActionScale {

  private final List<Integer> shape;
  private final float[] low;
  private final float[] high;
  private final float[] middle;
  private final float[] halfRange;

  private ActionScale(BoxSpace space) {
    shape = space.shape();
    int size = space.size();
    low = new float[size];
    high = new float[size];
    middle = new float[size];
    halfRange = new float[size];
    for (int i = 0; i < size; i++) {
      low[i] = notBelow(space.low(i));
      high[i] = notAbove(space.high(i));
      middle[i] = (float) (space.low(i) + (space.high(i) - space.low(i)) / 2);
      halfRange[i] = (float) ((space.high(i) - space.low(i)) / 2);
    }
  }

  /**
   * The scale of an environment's actions.
   *
   * @param algorithm the algorithm's name, for messages
   * @param environment the environment's name, for messages
   * @param alternative the name of an algorithm for discrete actions, for messages
   * @throws SettingsException if the actions are not float32 numbers, or one has no finite bounds
   */
  public static ActionScale of(
      String algorithm, String environment, Space actionSpace, String alternative) {
    if (!(actionSpace instanceof BoxSpace box) || box.dataType() != DataType.FLOAT32) {
      throw new SettingsException(
          "%s needs continuous actions, but those of %s are %s: choose an environment with a box of"
                  .formatted(algorithm, environment, actionSpace)
              + " float32 as its action space, or the algorithm %s".formatted(alternative));
    }
    for (int i = 0; i < box.size(); i++) {
      if (!Float.isFinite((float) (box.high(i) - box.low(i)))) {
        throw new SettingsException(
            "%s needs actions between finite bounds, but number %s of an action of %s goes from %s to"
                    .formatted(algorithm, i, environment, box.low(i))
                + " %s: give the environment's action space bounds".formatted(box.high(i)));
      }
    }
    return new ActionScale(box);
  }

  /** How many numbers an action has. */
  public int size() {
    return middle.length;
  }

  /** An action's dimensions. */
  public List<Integer> shape() {
    return shape;
  }

  /**
   * Makes numbers from -1 to 1 of actions; 0 of a number that can have one value only.
   *
   * @param actions {@code [batch, shape…]}
   * @param numbers receives {@code [batch, size]}
   */
  public void normalize(FloatBuffer actions, float[] numbers) {
    actions.get(0, numbers);
    for (int start = 0; start < numbers.length; start += middle.length) {
      for (int i = 0; i < middle.length; i++) {
        float offset = numbers[start + i] - middle[i];
        numbers[start + i] = halfRange[i] == 0 ? 0 : offset / halfRange[i];
      }
    }
  }

  /**
   * Adds to a graph what makes actions of numbers from -1 to 1.
   *
   * @param numbers {@code [batch, size]}
   * @return the actions {@code [batch, shape…]}, never outside their bounds
   */
  public String export(OnnxGraph graph, String numbers) {
    String scaled = graph.node("Mul", numbers, graph.constant(halfRange));
    String actions = graph.node("Add", scaled, graph.constant(middle));
    // By rounding, middle and half range may add up to more than a bound.
    actions = graph.node("Max", actions, graph.constant(low));
    actions = graph.node("Min", actions, graph.constant(high));
    return shape.size() == 1 ? actions : graph.reshape(actions, shape);
  }

  private static float notBelow(double bound) {
    float rounded = (float) bound;
    return rounded < bound ? Math.nextUp(rounded) : rounded;
  }

  private static float notAbove(double bound) {
    float rounded = (float) bound;
    return rounded > bound ? Math.nextDown(rounded) : rounded;
  }
}
