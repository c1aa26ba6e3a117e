package dev.rookery.runtime.plugins;

import dev.rookery.RookeryException;
import dev.rookery.environment.CheckedVectorEnvironment;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentException;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.environment.VectorEnvironment;
import dev.rookery.environment.WrappedEnvironment;
import dev.rookery.training.NamedSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes environments of one configuration, with all wrappers around them, and checks that each is a
 * new object. The caller owns and closes the environments. Thread-safe.
 */
public final class EnvironmentFactory implements Supplier<Environment> {

  private final String name;
  private final boolean external;
  private final Supplier<Environment> innermost;
  private final Together together;
  private final List<Wrapper> wrappers;
  private final DistinctEnvironments made = new DistinctEnvironments();

  /** Makes environments that the provider's own simulator steps, if it has one. */
  private interface Together {
    Optional<VectorEnvironment> create(int count, long seed);
  }

  /** Puts one wrapper around an environment. */
  private record Wrapper(String name, UnaryOperator<Environment> wrap) {}

  /**
   * Makes a factory; looks up the plugins and checks their settings.
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
    external = provider.isExternal();
    innermost = () -> provider.create(settings);
    together = (count, seed) -> provider.createVector(settings, count, seed);
    List<Wrapper> around = new ArrayList<>();
    for (NamedSettings wrapper : wrappers) {
      EnvironmentWrapperProvider outer = plugins.get(PluginKind.WRAPPER, wrapper.name());
      Record outerSettings = plugins.settings(PluginKind.WRAPPER, wrapper);
      around.add(new Wrapper(wrapper.name(), inner -> outer.wrap(inner, outerSettings)));
    }
    this.wrappers = List.copyOf(around);
  }

  /** The environment's name. */
  public String name() {
    return name;
  }

  /** Whether the environment's simulator owns its loop and calls agents. */
  public boolean isExternal() {
    return external;
  }

  /** Makes an environment without its wrappers. */
  public Environment innermost() {
    Environment environment = made("environment " + name, innermost);
    made.add(environment, "environment " + name, null);
    return environment;
  }

  /** Puts the wrappers around an environment. */
  public Environment around(Environment environment) {
    return wrappers.isEmpty() ? environment : new WrappedEnvironment(environment, this::wrapped);
  }

  /**
   * Makes an environment.
   *
   * @throws RookeryException if the environment or a wrapper cannot be made, or is not a new object
   */
  @Override
  public Environment get() {
    return around(innermost());
  }

  /**
   * Makes environments that are stepped together: by the provider's own simulator, if it has one
   * and there are no wrappers, and otherwise one after the other.
   *
   * @throws RookeryException if one cannot be made
   */
  public VectorEnvironment vector(int count, long seed) {
    if (wrappers.isEmpty()) {
      Optional<VectorEnvironment> own =
          made("environment " + name, () -> together.create(count, seed));
      if (own.isPresent()) {
        try (Environment one = get()) {
          return new CheckedVectorEnvironment(name, own.get(), count, one);
        }
      }
    }
    return new SerialVectorEnvironment(name, copies(count), seed);
  }

  /**
   * Makes several environments.
   *
   * @throws RookeryException if one cannot be made; those already made are closed then
   */
  public List<Environment> copies(int count) {
    List<Environment> copies = new ArrayList<>();
    try {
      while (copies.size() < count) {
        copies.add(get());
      }
    } catch (RookeryException e) {
      copies.forEach(copy -> close(copy, e));
      throw e;
    }
    return copies;
  }

  private Environment wrapped(Environment innermost) {
    Environment environment = innermost;
    for (Wrapper wrapper : wrappers) {
      Environment inner = environment;
      String what = "wrapper %s around environment %s".formatted(wrapper.name(), name);
      try {
        environment = made(what, () -> wrapper.wrap().apply(inner));
        made.add(environment, what, inner);
      } catch (RookeryException e) {
        close(inner, e);
        throw e;
      }
    }
    return environment;
  }

  private static <T> T made(String what, Supplier<T> part) {
    try {
      return part.get();
    } catch (RookeryException e) {
      throw e;
    } catch (Throwable e) { // also what Kotlin does not declare, and classes that are missing
      throw new EnvironmentException("%s cannot be made: %s".formatted(what, e), e);
    }
  }

  private static void close(Environment environment, RookeryException reason) {
    try {
      environment.close();
    } catch (Throwable e) {
      reason.addSuppressed(e);
    }
  }
}
