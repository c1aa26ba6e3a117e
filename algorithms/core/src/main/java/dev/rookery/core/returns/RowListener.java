package dev.rookery.core.returns;

import java.nio.ByteBuffer;

/**
 * Fills the columns that an algorithm adds to {@link TransitionSchema}'s, for example an initial
 * priority computed from the Q-values that the actor kept for each slot (Ape-X: {@code |reward +
 * discount * max Q(bootstrap slot) - Q(first slot)[action]|}).
 *
 * <p>A writer with a listener writes a full window one step later than one without: only then has
 * the actor acted on the bootstrap observation, so that its values are in a slot too.
 */
@FunctionalInterface
public interface RowListener {

  /**
   * The standard columns of a row are written; the others may be now.
   *
   * @param environment which, from 0
   * @param firstSlot the slot of the window's first step
   * @param bootstrapSlot the slot of the step that acted on the row's next observation. Where the
   *     episode ended, nobody ever acts on that: it is then the slot of the episode's last step,
   *     the nearest there is
   * @param buffer holds the row
   * @param row where it starts in the buffer, in bytes
   */
  void onRow(int environment, int firstSlot, int bootstrapSlot, ByteBuffer buffer, int row);
}
