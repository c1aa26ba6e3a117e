package dev.rookery.envs.wrappers;

import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapperProvider;
import java.util.function.BiFunction;

/** The base of the wrappers' providers. */
abstract class WrapperProvider<S extends Record> implements EnvironmentWrapperProvider {

  private final String name;
  private final String description;
  private final S defaults;
  private final BiFunction<Environment, S, Environment> factory;

  WrapperProvider(
      String name,
      String description,
      S defaults,
      BiFunction<Environment, S, Environment> factory) {
    this.name = name;
    this.description = description;
    this.defaults = defaults;
    this.factory = factory;
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
  public final Environment wrap(Environment inner, Record settings) {
    return factory.apply(inner, ((Class<S>) defaults.getClass()).cast(settings));
  }
}
