package dev.rookery.core.policy;

import dev.rookery.DataType;
import dev.rookery.core.distribution.ActionDistribution;
import dev.rookery.environment.Space;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * The layout of segments: a row is consecutive steps of one environment, and every column has their
 * number as its first dimension. Episodes may end within a segment.
 */
public final class SegmentSchema {

  /** What was observed before each step; one column for each named part. */
  public static final String OBSERVATION = "observation";

  /** float32 {@code [steps, numbers]}: the numbers drawn from the policy's distribution. */
  public static final String ACTION = "action";

  /** float32 {@code [steps, parameters]}: the distribution that they were drawn from. */
  public static final String POLICY = "policy";

  /** float32 {@code [steps]}: rewards. */
  public static final String REWARD = "reward";

  /** float32 {@code [steps]}: γ, or 0 where the episode terminated. */
  public static final String DISCOUNT = "discount";

  /** uint8 {@code [steps]}: 1 where the episode terminated or was truncated. */
  public static final String ENDED = "ended";

  /** float32 {@code [steps]}: the value of each observation when it was acted on. */
  public static final String VALUE = "value";

  /**
   * float32 {@code [steps]}: the value of what each step led to, 0 where the episode terminated.
   */
  public static final String NEXT_VALUE = "next_value";

  /**
   * float32 {@code [steps]}: the sum of the episode's rewards up to each step, discounted
   * backwards: {@code R_t = r_t + γ · R_(t-1)}. Only where rewards are normalised. The actor sums,
   * because it knows which steps follow each other across segments; one that starts anew begins at
   * 0, as its episodes do.
   */
  public static final String RUNNING_RETURN = "running_return";

  private SegmentSchema() {}

  /** The columns in the order above, without running returns. */
  public static ExperienceSchema of(Space observation, ActionDistribution policy, int steps) {
    return of(observation, policy, steps, false);
  }

  /**
   * The columns in the order above.
   *
   * @param runningReturns whether there are running returns
   */
  public static ExperienceSchema of(
      Space observation, ActionDistribution policy, int steps, boolean runningReturns) {
    List<Column> columns = new ArrayList<>();
    for (Column part : Column.allOf(OBSERVATION, observation)) {
      List<Integer> shape = new ArrayList<>(List.of(steps));
      shape.addAll(part.shape());
      columns.add(new Column(part.name(), part.dataType(), shape));
    }
    columns.add(new Column(ACTION, DataType.FLOAT32, List.of(steps, policy.numbers())));
    columns.add(new Column(POLICY, DataType.FLOAT32, List.of(steps, policy.parameters())));
    columns.add(new Column(REWARD, DataType.FLOAT32, List.of(steps)));
    columns.add(new Column(DISCOUNT, DataType.FLOAT32, List.of(steps)));
    columns.add(new Column(ENDED, DataType.UINT8, List.of(steps)));
    columns.add(new Column(VALUE, DataType.FLOAT32, List.of(steps)));
    columns.add(new Column(NEXT_VALUE, DataType.FLOAT32, List.of(steps)));
    if (runningReturns) {
      columns.add(new Column(RUNNING_RETURN, DataType.FLOAT32, List.of(steps)));
    }
    return new ExperienceSchema(columns);
  }
}
