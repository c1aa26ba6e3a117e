package dev.rookery.environment;

import dev.rookery.settings.NoSettings;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Makes environments of one name; found with {@link java.util.ServiceLoader}.
 *
 * <p>A jar offers an environment by naming its provider's class in {@code
 * META-INF/services/dev.rookery.environment.EnvironmentProvider}.
 */
public interface EnvironmentProvider {

  /** The name that users type, for example {@code CartPole-v1}. */
  String name();

  /** One line for people: what the task is. */
  String description();

  /**
   * The settings with their default values, as a record whose components carry {@link
   * dev.rookery.settings.Setting}.
   */
  default Record defaultSettings() {
    return NoSettings.INSTANCE;
  }

  /**
   * Makes one environment: a new object with each call, which belongs to the caller.
   *
   * @param settings a record of the class of {@link #defaultSettings()}
   */
  Environment create(Record settings);

  /**
   * Makes environments that one simulator steps together, for an actor. By default there are none,
   * and an actor steps as many of {@link #create} one after the other, as evaluations and runs with
   * wrappers always do. So both must be the same task.
   *
   * @param settings a record of the class of {@link #defaultSettings()}
   * @param count how many
   * @param seed decides everything random in all of their episodes
   */
  default Optional<VectorEnvironment> createVector(Record settings, int count, long seed) {
    return Optional.empty();
  }

  /**
   * Whether its simulator owns the loop and calls the agent, as {@link ExternalEnvironment} says.
   */
  default boolean isExternal() {
    return false;
  }

  /** The mean return over 100 episodes from which the task counts as solved, if there is one. */
  default OptionalDouble rewardThreshold() {
    return OptionalDouble.empty();
  }
}
