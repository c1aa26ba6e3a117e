package dev.rookery.core.returns;

import dev.rookery.DataType;
import dev.rookery.environment.Space;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import java.util.ArrayList;
import java.util.List;

/** The standard layout of transitions: the columns that {@link NStepWriter} writes. */
public final class TransitionSchema {

  /** What was observed at the start. */
  public static final String OBSERVATION = "observation";

  /** The action taken on it. */
  public static final String ACTION = "action";

  /** float32: the discounted sum of rewards from the start to the bootstrap observation. */
  public static final String REWARD = "reward";

  /**
   * float32: what the value of {@link #NEXT_OBSERVATION} is to be multiplied with; 0 where the
   * episode terminated, else gamma to the number of steps between.
   */
  public static final String DISCOUNT = "discount";

  /** The observation to bootstrap from; the true last one where an episode ended. */
  public static final String NEXT_OBSERVATION = "next_observation";

  private TransitionSchema() {}

  /**
   * The standard columns in the order above, then the algorithm's own.
   *
   * @throws IllegalArgumentException if two columns have one name
   */
  public static ExperienceSchema of(Space observation, Space action, Column... extra) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.of(OBSERVATION, observation),
                Column.of(ACTION, action),
                Column.scalar(REWARD, DataType.FLOAT32),
                Column.scalar(DISCOUNT, DataType.FLOAT32),
                Column.of(NEXT_OBSERVATION, observation)));
    columns.addAll(List.of(extra));
    return new ExperienceSchema(columns);
  }
}
