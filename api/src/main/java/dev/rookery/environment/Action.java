package dev.rookery.environment;

/** A view of one action; the policy writes it, the environment reads it. */
public final class Action extends SpaceView {

  /**
   * A view of memory of its own, until it is wrapped around other memory.
   *
   * @throws IllegalArgumentException if the space has named parts
   */
  public Action(Space space) {
    super(space.asTensor());
  }

  /** Copies another action of the same space. */
  public void set(Action source) {
    copyFrom(source);
  }

  /** The chosen alternative of a {@link DiscreteSpace}. */
  public int asInt() {
    return getInt(0);
  }
}
