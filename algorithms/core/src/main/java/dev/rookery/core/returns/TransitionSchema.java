package dev.rookery.core.returns;

import dev.rookery.DataType;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.Space;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import java.util.ArrayList;
import java.util.List;

/** The standard layout of transitions: the columns that {@link NStepWriter} writes. */
public final class TransitionSchema {

  /** What was observed at the start; see {@link #of(Space, Space, Column...)} for named parts. */
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

  /**
   * uint8 {@code [size]}: which actions were legal on {@link #OBSERVATION}, as {@link ActionMask}
   * views them. In rows that ask for it with {@link #actionMask}.
   */
  public static final String ACTION_MASK = "action_mask";

  /**
   * uint8 {@code [size]}: which actions are legal on {@link #NEXT_OBSERVATION}; none where the
   * episode terminated. In rows of environments with legal actions.
   */
  public static final String NEXT_ACTION_MASK = "next_action_mask";

  /**
   * int32: the action that was taken on {@link #NEXT_OBSERVATION}; -1 where the episode ended, and
   * nobody acted on it. For algorithms that learn the values of what is done, such as Sarsa.
   */
  public static final String NEXT_ACTION = "next_action";

  private TransitionSchema() {}

  /**
   * The standard columns for an environment, then {@link #NEXT_ACTION_MASK} if it says which
   * actions are legal, then the algorithm's own.
   *
   * @throws IllegalArgumentException if two columns have one name
   */
  public static ExperienceSchema of(AlgorithmContext context, Column... extra) {
    List<Column> columns = new ArrayList<>();
    if (context.hasLegalActions()) {
      columns.add(mask(NEXT_ACTION_MASK, context.actionSpace()));
    }
    columns.addAll(List.of(extra));
    return of(context.observationSpace(), context.actionSpace(), columns.toArray(Column[]::new));
  }

  /**
   * The standard columns in the order above, without masks, then the algorithm's own. Of an
   * observation with named parts each part has a column, {@code observation.image} for example, and
   * in a row they lie as in the observation, one after the other.
   *
   * @throws IllegalArgumentException if two columns have one name
   */
  public static ExperienceSchema of(Space observation, Space action, Column... extra) {
    List<Column> columns = new ArrayList<>(Column.allOf(OBSERVATION, observation));
    columns.add(Column.of(ACTION, action.asTensor()));
    columns.add(Column.scalar(REWARD, DataType.FLOAT32));
    columns.add(Column.scalar(DISCOUNT, DataType.FLOAT32));
    columns.addAll(Column.allOf(NEXT_OBSERVATION, observation));
    columns.addAll(List.of(extra));
    return new ExperienceSchema(columns);
  }

  /**
   * The column {@link #ACTION_MASK}, to be added for environments with legal actions by algorithms
   * that learn from the mask on which they acted.
   *
   * @throws IllegalArgumentException if the actions are a box
   */
  public static Column actionMask(Space action) {
    return mask(ACTION_MASK, action);
  }

  /** The column {@link #NEXT_ACTION}, for discrete actions. */
  public static Column nextAction() {
    return Column.scalar(NEXT_ACTION, DataType.INT32);
  }

  private static Column mask(String name, Space action) {
    return new Column(name, DataType.UINT8, List.of(new ActionMask(action).size()));
  }
}
