package dev.rookery.runtime.plugins;

import dev.rookery.RookeryException;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentException;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.training.NamedSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes environments of one configuration, with all wrappers around them. Thread-safe. */
public final class EnvironmentFactory implements Supplier<Environment> {

  private final String name;
  private final Supplier<Environment> innermost;
  private final List<UnaryOperator<Environment>> wrappers;

  /**
   * Looks everything up and checks all settings.
   *
   * @param environment which environment
   * @param wrappers around it, the innermost first
   * @throws dev.rookery.settings.SettingsException if a name or a setting is wrong
   */
  public EnvironmentFactory(
      Plugins plugins, NamedSettings environment, List<NamedSettings> wrappers) {
    name = environment.name();
    EnvironmentProvider provider = plugins.get(PluginKind.ENVIRONMENT, name);
    Record settings = plugins.settings(PluginKind.ENVIRONMENT, environment);
    innermost = () -> provider.create(settings);
    List<UnaryOperator<Environment>> operators = new ArrayList<>();
    for (NamedSettings wrapper : wrappers) {
      EnvironmentWrapperProvider around = plugins.get(PluginKind.WRAPPER, wrapper.name());
      Record aroundSettings = plugins.settings(PluginKind.WRAPPER, wrapper);
      operators.add(inner -> around.wrap(inner, aroundSettings));
    }
    this.wrappers = List.copyOf(operators);
  }

  /** The environment's name. */
  public String name() {
    return name;
  }

  /**
   * Makes one.
   *
   * @throws RookeryException if the environment or a wrapper cannot be made
   */
  @Override
  public Environment get() {
    Environment environment = made(innermost);
    for (UnaryOperator<Environment> wrapper : wrappers) {
      Environment inner = environment;
      try {
        environment = made(() -> wrapper.apply(inner));
      } catch (RookeryException e) {
        inner.close();
        throw e;
      }
    }
    return environment;
  }

  private Environment made(Supplier<Environment> part) {
    try {
      return part.get();
    } catch (RookeryException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EnvironmentException("environment %s cannot be made: %s".formatted(name, e), e);
    }
  }
}
