package dev.rookery.core.workers;

import dev.rookery.core.optimizer.Descent;
import dev.rookery.experience.ExperienceWriter;

/** A worker's side of an {@link Aggregation}: what becomes of what its learner has learned. */
interface Sharing {

  /** What takes the learner's gradients. */
  Descent descent();

  /** Whether the worker needs the parameters that the learner publishes. */
  default boolean takesPublished() {
    return true;
  }

  /**
   * The newest parameters, if this and not a message brings them to the worker.
   *
   * @param parameters receives them
   * @return whether there are any
   */
  default boolean fetch(WorkerParameters parameters) {
    return false;
  }

  /** The learner has made an update. */
  void updated(WorkerParameters parameters, ExperienceWriter rows);

  /** A round is over, where there are rounds. */
  default void roundOver(WorkerParameters parameters, ExperienceWriter rows) {}
}
