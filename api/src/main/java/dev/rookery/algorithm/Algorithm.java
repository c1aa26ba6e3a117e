package dev.rookery.algorithm;

import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.file.Path;

/**
 * One algorithm, set up for one environment's spaces: says what flows from actors to the learner,
 * and makes the parts. The runtime knows no algorithm beyond this.
 *
 * <p>Parts may be made and used on different threads, or in different processes that made their own
 * {@code Algorithm} from the same settings and context.
 */
public interface Algorithm extends AutoCloseable {

  /** The layout of the rows that actors write. */
  ExperienceSchema experienceSchema();

  /** The layout of the parameters that the learner publishes. */
  ParameterLayout parameterLayout();

  /** How learning keeps pace with acting. */
  Pacing pacing();

  /** Makes the learner's end of the experience stream. */
  ExperienceStore createStore();

  /**
   * Makes the learner.
   *
   * @param context the run that it is for
   * @param store what {@link #createStore()} made; the learner does not close it
   */
  Learner createLearner(LearnerContext context, ExperienceStore store);

  /** Makes an actor. */
  Actor createActor(ActorContext context);

  /**
   * Whether actors choose discrete actions by their values, and so take an {@link
   * ActorContext#exploration}. Not by default.
   */
  default boolean exploresByValues() {
    return false;
  }

  /**
   * Makes a policy that acts as well as it can: no exploration.
   *
   * @param environments for how many environments it acts together
   */
  Policy createPolicy(int environments);

  /**
   * Writes a policy that any ONNX runtime can serve: weights inside, input {@code observation},
   * output {@code action}, and metadata that says which algorithm, environment and spaces it is
   * for.
   *
   * @throws dev.rookery.RookeryException if the file cannot be written
   */
  void exportPolicy(ParameterSnapshot parameters, Path file);

  @Override
  void close();
}
