package dev.rookery.testkit.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * A batch of examples of one {@link LossShape}. Each call of a method makes a new array, which the
 * caller may change. Immutable.
 *
 * @param examples at least one
 */
public record LossBatch(List<LossExample> examples) {

  /** Copies the list. */
  public LossBatch {
    examples = List.copyOf(examples);
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("a batch needs at least 1 example");
    }
  }

  /** How many examples there are. */
  public int size() {
    return examples.size();
  }

  /** {@code [batch, actions, outputs]} */
  public float[] predictions() {
    return joined(LossExample::predictions);
  }

  /** {@code [batch]} actions taken. */
  public int[] actions() {
    return examples.stream().mapToInt(LossExample::action).toArray();
  }

  /** {@code [batch, targets]}; constant. */
  public float[] targets() {
    return joined(LossExample::target);
  }

  /** {@code [batch]} importance weights; constant. */
  public float[] weights() {
    return numbers(LossExample::weight);
  }

  /** {@code [batch]} rewards. */
  public float[] rewards() {
    return numbers(LossExample::reward);
  }

  /** {@code [batch]} γ, or 0 where the episode terminated. */
  public float[] discounts() {
    return numbers(LossExample::discount);
  }

  /** {@code [batch]} γ, where the episode terminated too. */
  public float[] gammas() {
    return numbers(LossExample::gamma);
  }

  /** {@code [batch]}: whether the task ended in the step. */
  public boolean[] terminated() {
    boolean[] values = new boolean[size()];
    for (int b = 0; b < values.length; b++) {
      values[b] = examples.get(b).terminated();
    }
    return values;
  }

  /** {@code [batch]}: whether the episode was cut in the step. */
  public boolean[] truncated() {
    boolean[] values = new boolean[size()];
    for (int b = 0; b < values.length; b++) {
      values[b] = examples.get(b).truncated();
    }
    return values;
  }

  /** {@code [batch, actions, outputs]} predictions for what the steps led to; constant. */
  public float[] nextPredictions() {
    return joined(LossExample::next);
  }

  /** These examples and then those of another batch. */
  LossBatch and(LossBatch other) {
    List<LossExample> both = new ArrayList<>(examples);
    both.addAll(other.examples);
    return new LossBatch(both);
  }

  /** A batch of one of the examples. */
  LossBatch only(int b) {
    return new LossBatch(List.of(examples.get(b)));
  }

  /** The batch with another example in one's place. */
  LossBatch with(int b, LossExample example) {
    List<LossExample> changed = new ArrayList<>(examples);
    changed.set(b, example);
    return new LossBatch(changed);
  }

  /** The batch with each example changed. */
  LossBatch map(UnaryOperator<LossExample> change) {
    return new LossBatch(examples.stream().map(change).toList());
  }

  private float[] numbers(ToDoubleFunction<LossExample> number) {
    float[] values = new float[size()];
    for (int b = 0; b < values.length; b++) {
      values[b] = (float) number.applyAsDouble(examples.get(b));
    }
    return values;
  }

  private float[] joined(Function<LossExample, float[]> part) {
    int width = part.apply(examples.get(0)).length;
    float[] values = new float[size() * width];
    for (int b = 0; b < size(); b++) {
      System.arraycopy(part.apply(examples.get(b)), 0, values, b * width, width);
    }
    return values;
  }
}
