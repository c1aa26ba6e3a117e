package dev.rookery.cli;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;
import java.util.Map;

/** An algorithm with settings that are tuned for CartPole-v1. */
public final class TunedProvider implements AlgorithmProvider<TunedProvider.Config> {

  /** The defaults are 1 and 10. */
  public record Config(
      @Setting("Tuned to 2.") int small,
      @Setting(value = "Never tuned.", min = 0) int large,
      Explicit explicit)
      implements AlgorithmConfig {
    @Override
    public String algorithm() {
      return "tuned";
    }
  }

  @Override
  public String name() {
    return "tuned";
  }

  @Override
  public String description() {
    return "only for tests";
  }

  @Override
  public Config defaultSettings() {
    return new Config(1, 10, Explicit.NONE);
  }

  @Override
  public Algorithm create(Config settings, AlgorithmContext context) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> tunedFor(String environment) {
    return environment.equals("CartPole-v1") ? Map.of("small", 2) : Map.of();
  }
}
