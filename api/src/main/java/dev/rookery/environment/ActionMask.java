package dev.rookery.environment;

import java.nio.ByteBuffer;

/**
 * A view of which actions of one environment are legal: one byte for each alternative, 1 if it is
 * legal and 0 if not. A {@link DiscreteSpace} is one choice. The choices of a {@link
 * MultiDiscreteSpace} follow one another, and each has legal alternatives of its own, whatever the
 * others choose. Other spaces have no mask.
 *
 * <p>The view owns no memory and can be moved along a buffer, so one view serves for ever. Not
 * thread-safe; allocates nothing after the constructor.
 */
public final class ActionMask {

  private final Space actionSpace;

  /** Where each choice starts, and where the last one ends; {@code [choices + 1]}. */
  private final int[] starts;

  private ByteBuffer buffer;
  private int offset;

  /**
   * A view of memory of its own, with all actions illegal, until it is wrapped around other memory.
   *
   * @throws IllegalArgumentException if the actions are neither discrete nor multi-discrete
   */
  public ActionMask(Space actionSpace) {
    if (!canMask(actionSpace)) {
      throw new IllegalArgumentException(
          "only discrete and multi-discrete actions can be masked, not " + actionSpace);
    }
    this.actionSpace = actionSpace;
    int[] sizes = SpaceCheck.choices(actionSpace);
    starts = new int[sizes.length + 1];
    for (int choice = 0; choice < sizes.length; choice++) {
      starts[choice + 1] = Math.addExact(starts[choice], sizes[choice]);
    }
    buffer = ByteBuffer.allocate(size());
  }

  /** Whether actions of a space can be masked: they are discrete or multi-discrete. */
  public static boolean canMask(Space actionSpace) {
    return actionSpace instanceof DiscreteSpace || actionSpace instanceof MultiDiscreteSpace;
  }

  /** The space of the actions. */
  public Space actionSpace() {
    return actionSpace;
  }

  /** How many bytes the mask has: the number of alternatives of all choices. */
  public int size() {
    return starts[choices()];
  }

  /** How many choices an action consists of; 1 if it is discrete. */
  public int choices() {
    return starts.length - 1;
  }

  /**
   * Moves the view.
   *
   * @param newBuffer a buffer with one byte for each alternative
   * @param byteOffset where the mask starts in it
   */
  public void wrap(ByteBuffer newBuffer, int byteOffset) {
    if (byteOffset < 0 || byteOffset > newBuffer.capacity() - size()) {
      throw new IndexOutOfBoundsException(
          "a mask of %s bytes does not fit at %s in a buffer of %s bytes"
              .formatted(size(), byteOffset, newBuffer.capacity()));
    }
    buffer = newBuffer;
    offset = byteOffset;
  }

  /** Moves the view to mask {@code index} of those that lie in the buffer from its start. */
  void wrapElement(ByteBuffer newBuffer, int index) {
    wrap(newBuffer, index * size());
  }

  /**
   * Says whether an action is legal.
   *
   * @param index the action; of multi-discrete actions, the alternative counted over all choices
   */
  public void set(int index, boolean legal) {
    buffer.put(at(index), legal ? (byte) 1 : 0);
  }

  /** Says whether an alternative of one choice is legal. */
  public void set(int choice, int alternative, boolean legal) {
    set(index(choice, alternative), legal);
  }

  /** Says that all actions are legal, or that none is. */
  public void setAll(boolean legal) {
    for (int i = 0; i < size(); i++) {
      set(i, legal);
    }
  }

  /**
   * Whether an action is legal.
   *
   * @param index the action; of multi-discrete actions, the alternative counted over all choices
   */
  public boolean isLegal(int index) {
    return buffer.get(at(index)) != 0;
  }

  /** Whether an alternative of one choice is legal. */
  public boolean isLegal(int choice, int alternative) {
    return isLegal(index(choice, alternative));
  }

  /** Whether all choices of an action are legal. */
  public boolean isLegal(Action action) {
    return illegalChoice(action) < 0;
  }

  /** The first choice of an action that is illegal; -1 if there is none. */
  int illegalChoice(Action action) {
    for (int choice = 0; choice < choices(); choice++) {
      if (!isLegal(choice, action.getInt(choice))) {
        return choice;
      }
    }
    return -1;
  }

  /** How many alternatives of a choice are legal. */
  public int legalCount(int choice) {
    int count = 0;
    for (int i = starts[choice]; i < starts[choice + 1]; i++) {
      count += isLegal(i) ? 1 : 0;
    }
    return count;
  }

  /**
   * A legal alternative of a choice; with a random {@code n} below {@link #legalCount} a random
   * one.
   *
   * @param n which of the legal ones, from 0, the lowest first
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public int legal(int choice, int n) {
    int left = n;
    for (int i = starts[choice]; left >= 0 && i < starts[choice + 1]; i++) {
      if (isLegal(i) && left-- == 0) {
        return i - starts[choice];
      }
    }
    throw new IndexOutOfBoundsException(
        "legal alternative %s of choice %s, which has %s".formatted(n, choice, legalCount(choice)));
  }

  private int index(int choice, int alternative) {
    int index = starts[choice] + alternative;
    if (alternative < 0 || index >= starts[choice + 1]) {
      throw new IndexOutOfBoundsException(
          "alternative %s of choice %s in %s".formatted(alternative, choice, actionSpace));
    }
    return index;
  }

  private int at(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(
          "index %s in the mask of %s, which has %s bytes".formatted(index, actionSpace, size()));
    }
    return offset + index;
  }
}
