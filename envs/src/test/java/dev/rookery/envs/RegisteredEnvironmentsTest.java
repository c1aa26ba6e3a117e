package dev.rookery.envs;

import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.testkit.environment.EnvironmentContract;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every environment that is registered keeps the contract. */
@ParameterizedClass(name = "{0}")
@MethodSource("names")
class RegisteredEnvironmentsTest extends EnvironmentContract {

  private static final Set<String> NOT_RANDOM =
      Set.of(
          "CliffWalking-v1",
          "ProbeActionDependent-v0",
          "ProbeConstantReward-v0",
          "ProbeDelayedReward-v0",
          "ProbeTruncation-v0");

  @Parameter private String name;

  static Stream<String> names() {
    return providers().map(EnvironmentProvider::name);
  }

  static Stream<EnvironmentProvider> providers() {
    return ServiceLoader.load(EnvironmentProvider.class).stream().map(ServiceLoader.Provider::get);
  }

  static EnvironmentProvider provider(String name) {
    return providers().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  static EnvironmentWrapperProvider wrapper(String name) {
    return ServiceLoader.load(EnvironmentWrapperProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  protected Environment create() {
    EnvironmentProvider provider = provider(name);
    return provider.create(provider.defaultSettings());
  }

  @Override
  protected boolean isRandom() {
    return !NOT_RANDOM.contains(name);
  }
}
