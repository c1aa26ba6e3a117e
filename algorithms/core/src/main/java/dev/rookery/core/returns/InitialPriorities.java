package dev.rookery.core.returns;

import dev.rookery.DataType;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import java.nio.ByteBuffer;

/**
 * Gives each row its absolute TD error as initial priority, {@code |reward + discount *
 * bootstrapValue - takenValue|}, from values that the actor computed to act (Horgan et al. 2018,
 * "Ape-X", section 3 and algorithm 1): so a new row is drawn in proportion to its TD error before
 * the learner has seen it.
 *
 * <p>The actor keeps two values of each step: that of the action taken, and the one to bootstrap
 * from (in Q-learning the highest; in actor-critics that of the policy's own action). Nobody acts
 * on the last observation of an episode; where one was truncated, its value is wanted too, and the
 * actor computes it then:
 *
 * <pre>{@code
 * int slot = writer.begin(observations, actions);              // in Actor.act
 * priorities.keep(slot, k, takenValue, bootstrapValue);        // for each environment
 *
 * if (InitialPriorities.needsLastValues(step)) {               // in Actor.observe
 *   priorities.keepLast(k, bootstrapValue);                    // of step.nextObservations()
 * }
 * writer.complete(step, rows);
 * }</pre>
 *
 * <p>Values may be of several versions of the parameters where new ones arrived within a window.
 * Not thread-safe; allocates nothing after the constructor.
 */
public final class InitialPriorities implements RowListener {

  /** The column that it fills: one float32, at least 0. */
  public static final String COLUMN = "priority";

  private final int environments;
  private final int slots;
  private final int rewardOffset;
  private final int discountOffset;
  private final int priorityOffset;

  /** {@code [slots, K]} each. */
  private final float[] taken;

  private final float[] bootstrap;

  /** {@code [K]}. */
  private final float[] last;

  /**
   * For rows of one writer.
   *
   * @param schema has the columns of {@link TransitionSchema} and {@link #column()}
   * @param environments as the writer has
   * @param n steps of a full window, as the writer has
   */
  public InitialPriorities(ExperienceSchema schema, int environments, int n) {
    this.environments = environments;
    slots = n + 1;
    rewardOffset = schema.offsetOf(TransitionSchema.REWARD);
    discountOffset = schema.offsetOf(TransitionSchema.DISCOUNT);
    priorityOffset = schema.offsetOf(COLUMN);
    taken = new float[slots * environments];
    bootstrap = new float[slots * environments];
    last = new float[environments];
  }

  /** The column that rows need. */
  public static Column column() {
    return Column.scalar(COLUMN, DataType.FLOAT32);
  }

  /**
   * Whether an episode was truncated, so that {@link #keepLast} is to be called before its rows.
   */
  public static boolean needsLastValues(VectorStep step) {
    for (int k = 0; k < step.count(); k++) {
      if (step.truncated()[k] && !step.terminated()[k]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Keeps the values of a step that has begun.
   *
   * @param slot what {@link NStepWriter#begin} returned
   * @param environment from 0
   * @param takenValue of the action taken
   * @param bootstrapValue what windows that end at this observation bootstrap from
   */
  public void keep(int slot, int environment, float takenValue, float bootstrapValue) {
    int index = slot * environments + environment;
    taken[index] = takenValue;
    bootstrap[index] = bootstrapValue;
  }

  /**
   * Keeps the value of an episode's true last observation, for the next rows of its environment.
   */
  public void keepLast(int environment, float bootstrapValue) {
    last[environment] = bootstrapValue;
  }

  /**
   * {@inheritDoc}
   *
   * @throws DivergenceException if the TD error is not finite
   */
  @Override
  public void onRow(int environment, int firstSlot, int bootstrapSlot, ByteBuffer buffer, int row) {
    // The slots of a whole window and of what it bootstraps from are n apart, all there are; those
    // of a window that ended with its episode are nearer.
    boolean whole = (bootstrapSlot + 1) % slots == firstSlot;
    float value = whole ? bootstrap[bootstrapSlot * environments + environment] : last[environment];
    float takenValue = taken[firstSlot * environments + environment];
    float reward = buffer.getFloat(row + rewardOffset);
    float bootstrapped = buffer.getFloat(row + discountOffset) * value;
    float priority = Math.abs(reward + bootstrapped - takenValue);
    if (!Float.isFinite(priority)) {
      throw new DivergenceException(
          ("an actor's TD error became %s, of the reward %s, the value %s of the action, and %s to"
                  + " bootstrap with; the learning rate may be too high, or rewards or observations"
                  + " far too large")
              .formatted(priority, reward, takenValue, bootstrapped));
    }
    buffer.putFloat(row + priorityOffset, priority);
  }
}
