package dev.rookery.envs;

import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.envs.wrappers.TimeLimit;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The base of providers of environments whose settings may be {@link TimeLimited}.
 *
 * @param <S> the record of settings
 */
public abstract class TimeLimitedProvider<S extends Record> implements EnvironmentProvider {

  private final String name;
  private final String description;
  private final S defaults;
  private final Function<S, Environment> factory;
  private final OptionalDouble rewardThreshold;

  /**
   * Makes a provider of its parts.
   *
   * @param factory makes the environment without its time limit
   */
  protected TimeLimitedProvider(
      String name,
      String description,
      S defaults,
      Function<S, Environment> factory,
      OptionalDouble rewardThreshold) {
    this.name = name;
    this.description = description;
    this.defaults = defaults;
    this.factory = factory;
    this.rewardThreshold = rewardThreshold;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final S defaultSettings() {
    return defaults;
  }

  @Override
  @SuppressWarnings("unchecked") // The class of the defaults is that of an S.
  public final Environment create(Record settings) {
    S own = ((Class<S>) defaults.getClass()).cast(settings);
    Environment environment = factory.apply(own);
    int limit = own instanceof TimeLimited limited ? limited.maxEpisodeSteps() : 0;
    return limit == 0 ? environment : new TimeLimit(environment, limit);
  }

  @Override
  public final OptionalDouble rewardThreshold() {
    return rewardThreshold;
  }
}
