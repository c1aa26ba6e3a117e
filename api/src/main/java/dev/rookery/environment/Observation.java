package dev.rookery.environment;

/** A view of one observation; the environment writes it, wrappers and policies read it. */
public final class Observation extends SpaceView {

  /** A view of memory of its own, until it is wrapped around other memory. */
  public Observation(Space space) {
    super(space);
  }

  /** Copies another observation of the same space. */
  public void set(Observation source) {
    copyFrom(source);
  }
}
