package dev.rookery.checkpoint;

/** Something whose state a checkpoint keeps. */
public interface Checkpointable {

  /** Writes the state: after {@link #load} of it, the part goes on as if nothing had happened. */
  void save(StateWriter state);

  /**
   * Takes back a state that {@link #save} wrote.
   *
   * @throws CheckpointException if the state does not fit, for example another network's
   */
  void load(StateReader state);
}
