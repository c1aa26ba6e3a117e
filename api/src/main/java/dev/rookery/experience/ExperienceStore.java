package dev.rookery.experience;

import dev.rookery.checkpoint.Checkpointable;

/**
 * The learner's end of the experience stream: keeps blocks until the learner uses them. Used by the
 * learner's thread only.
 */
public interface ExperienceStore extends Checkpointable, AutoCloseable {

  /** The layout of rows that it takes. */
  ExperienceSchema schema();

  /**
   * Takes the rows of a block.
   *
   * @throws dev.rookery.algorithm.DivergenceException if nothing can be learned from one, for
   *     example because its priority is infinite; then none is taken, and who sent it is refused
   */
  void insert(ExperienceBlock block);

  /** How many rows were ever inserted. */
  long inserted();

  /** How many rows were ever handed to the learner. */
  long sampled();

  /** How many rows it holds now. */
  long size();

  @Override
  void close();
}
