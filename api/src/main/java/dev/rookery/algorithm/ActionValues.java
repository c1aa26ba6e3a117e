package dev.rookery.algorithm;

import dev.rookery.environment.VectorStep;

/**
 * The values of the actions in one environment, for an {@link Exploration} to choose by. Valid
 * until the next action is chosen.
 */
public interface ActionValues {

  /**
   * What is acted on, in all of the actor's environments: {@code step().observation(k)} is what
   * environment {@code k} shows, and {@code step().ended(k)} says that its episode has just begun,
   * but for the first of all.
   */
  VectorStep step();

  /** How many actions there are. */
  int count();

  /** What an action, from 0, is worth. */
  float value(int action);

  /** Whether an action may be taken now. */
  boolean isLegal(int action);

  /** The legal action of the highest value, the first of equals. */
  int best();

  /** How many actions may be taken now. */
  default int legalCount() {
    int legal = 0;
    for (int a = 0; a < count(); a++) {
      legal += isLegal(a) ? 1 : 0;
    }
    return legal;
  }

  /**
   * A legal action by its number among them.
   *
   * @param index from 0, below {@link #legalCount}
   */
  default int legal(int index) {
    int left = index;
    for (int a = 0; a < count(); a++) {
      if (isLegal(a) && left-- == 0) {
        return a;
      }
    }
    throw new IndexOutOfBoundsException("there is no legal action number " + index);
  }
}
