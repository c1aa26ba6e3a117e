package dev.rookery.environment;

import java.nio.ByteBuffer;

/**
 * {@code K} environments of one kind stepped together, each starting its next episode in the step
 * that ends one (Gymnasium's "same step" autoreset). Used by one thread at a time.
 *
 * <p>{@link SerialVectorEnvironment} makes one of {@code K} ordinary environments; a simulator that
 * steps many worlds at once implements this directly.
 */
public interface VectorEnvironment extends AutoCloseable {

  /** How many environments there are: {@code K}. */
  int count();

  /** The space of each environment's observations. */
  Space observationSpace();

  /** The space of each environment's actions. */
  Space actionSpace();

  /**
   * Whether the environments say which actions are legal; the same for their whole life. Steps need
   * room for masks then, which {@link VectorStep#of} gives them.
   */
  default boolean hasLegalActions() {
    return false;
  }

  /**
   * Starts an episode in every environment and writes {@link VectorStep#observations()}, and {@link
   * VectorStep#actionMasks()} if there are any.
   */
  void reset(VectorStep step);

  /**
   * Takes one action in every environment.
   *
   * @param actions {@code K} actions one after the other, from offset 0
   * @param step receives the outcome; where an episode ended, {@link VectorStep#observations()} has
   *     the first observation of the next episode, and {@link VectorStep#nextObservations()} the
   *     last of the old one; so it is with {@link VectorStep#actionMasks()} and {@link
   *     VectorStep#nextActionMasks()}
   * @throws EnvironmentException if an environment breaks its promises, for example observes NaN
   */
  void step(ByteBuffer actions, VectorStep step);

  /**
   * What a call that has not returned is waiting for, such as {@code environment Taxi-v4 (copy 3)
   * in step}: for messages about an environment that is stuck. Any thread may ask.
   *
   * @return empty if no call is under way, or nothing is known of it
   */
  default String activity() {
    return "";
  }

  @Override
  void close();
}
