package dev.rookery.runtime.plugins;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.metrics.MetricsSink;
import dev.rookery.metrics.MetricsSinkProvider;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;
import dev.rookery.settings.SettingsException;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

/** One small plugin of every kind, found through service files in a directory of a test's own. */
public final class TestPlugins {

  private TestPlugins() {}

  /** A class loader that sees the service files in {@code directory}, and no others. */
  public static ClassLoader loader(Path directory) {
    try {
      URL[] urls = {directory.toUri().toURL()};
      return new URLClassLoader(urls, TestPlugins.class.getClassLoader()) {
        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
          return name.startsWith("META-INF/services/")
              ? findResources(name)
              : super.getResources(name);
        }
      };
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds providers of one type to the service files in {@code directory}. */
  public static void offer(Path directory, Class<?> type, String... providers) {
    try {
      Path file = directory.resolve("META-INF/services/" + type.getName());
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", providers) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All plugins of this class, found through {@code directory}. */
  public static Plugins all(Path directory) {
    offer(directory, EnvironmentProvider.class, Walk.class.getName());
    offer(directory, EnvironmentWrapperProvider.class, Doubling.class.getName());
    offer(directory, AlgorithmProvider.class, Guess.class.getName(), Luck.class.getName());
    offer(directory, TransportProvider.class, Pigeon.class.getName());
    offer(directory, MetricsSinkProvider.class, Slate.class.getName(), Wall.class.getName());
    return Plugins.find(loader(directory));
  }

  /** Settings of every type; {@code low} may not exceed {@code high}. */
  public record GuessConfig(
      @Setting(value = "The learning rate.", min = 0, aboveMin = true) double learningRate,
      @Setting(value = "Rows per update.", min = 1) int batchSize,
      @Setting("The lower end.") int low,
      @Setting("The upper end.") int high,
      @Setting("Whether to hope.") boolean hopeful,
      @Setting("How to explore.") Exploration exploration,
      @Setting("A text.") String motto,
      @Setting("Layers' sizes.") List<Integer> hiddenSizes,
      @Setting("A long count.") long patience,
      Explicit explicit)
      implements AlgorithmConfig {

    public enum Exploration {
      EPSILON_GREEDY,
      NOISY
    }

    public GuessConfig {
      if (low > high) {
        throw new SettingsException("low must not exceed high");
      }
    }

    @Override
    public String algorithm() {
      return "guess";
    }
  }

  public static final class Guess implements AlgorithmProvider<GuessConfig> {

    @Override
    public String name() {
      return "guess";
    }

    @Override
    public String description() {
      return "guesses";
    }

    @Override
    public GuessConfig defaultSettings() {
      return new GuessConfig(
          1e-3,
          32,
          0,
          10,
          true,
          GuessConfig.Exploration.EPSILON_GREEDY,
          "try again",
          List.of(64, 64),
          5_000_000_000L,
          Explicit.NONE);
    }

    @Override
    public Algorithm create(GuessConfig settings, AlgorithmContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> tunedFor(String environment) {
      return environment.equals("Walk-v0") ? Map.of("batchSize", 8, "high", 20) : Map.of();
    }
  }

  public static final class Luck implements AlgorithmProvider<Luck.Config> {

    public record Config(@Setting("Luck.") double luck, Explicit explicit)
        implements AlgorithmConfig {
      @Override
      public String algorithm() {
        return "luck";
      }
    }

    @Override
    public String name() {
      return "luck";
    }

    @Override
    public String description() {
      return "hopes";
    }

    @Override
    public Config defaultSettings() {
      return new Config(0.5, Explicit.NONE);
    }

    @Override
    public Algorithm create(Config settings, AlgorithmContext context) {
      throw new UnsupportedOperationException();
    }
  }

  /** Gives its length as the reward; remembers whether it was closed. */
  public static class Walk implements EnvironmentProvider {

    public record Settings(@Setting(value = "Steps to walk.", min = 1) int length) {}

    public static final class World implements Environment {

      private final int length;
      public boolean closed;

      World(int length) {
        this.length = length;
      }

      @Override
      public Space observationSpace() {
        return Space.discrete(2);
      }

      @Override
      public Space actionSpace() {
        return Space.discrete(2);
      }

      @Override
      public void reset(long seed, Observation observation) {}

      @Override
      public void step(Action action, Step step) {
        step.reward(length);
      }

      @Override
      public void close() {
        closed = true;
      }
    }

    @Override
    public String name() {
      return "Walk-v0";
    }

    @Override
    public String description() {
      return "walks";
    }

    @Override
    public Record defaultSettings() {
      return new Settings(7);
    }

    @Override
    public Environment create(Record settings) {
      return new World(((Settings) settings).length());
    }
  }

  /** Another environment of the same name. */
  public static final class SecondWalk extends Walk {}

  /** Has no name. */
  public static final class Nameless extends Walk {
    @Override
    public String name() {
      return "";
    }
  }

  /** Cannot be made. */
  public static final class Broken extends Walk {
    public Broken() {
      throw new IllegalStateException("no licence");
    }
  }

  public static final class Doubling implements EnvironmentWrapperProvider {

    public record Settings(@Setting(value = "How often to double.", min = 0) int times) {}

    @Override
    public String name() {
      return "doubling";
    }

    @Override
    public String description() {
      return "doubles rewards";
    }

    @Override
    public Record defaultSettings() {
      return new Settings(1);
    }

    @Override
    public Environment wrap(Environment inner, Record settings) {
      int times = ((Settings) settings).times();
      if (times > 30) {
        throw new SettingsException("too much of a good thing");
      }
      return new EnvironmentWrapper(inner) {
        @Override
        public void step(Action action, Step step) {
          inner.step(action, step);
          step.reward(step.reward() * (1 << times));
        }
      };
    }
  }

  public static final class Pigeon implements TransportProvider {

    public record Settings(@Setting("Where it lives.") String loft) {}

    @Override
    public String name() {
      return "pigeon";
    }

    @Override
    public String description() {
      return "flies";
    }

    @Override
    public Record defaultSettings() {
      return new Settings("roof");
    }

    @Override
    public Transport create(Record settings) {
      throw new UnsupportedOperationException();
    }
  }

  public static class Slate implements MetricsSinkProvider {
    @Override
    public String name() {
      return "csv";
    }

    @Override
    public String description() {
      return "wipes clean";
    }

    @Override
    public MetricsSink create(Path runDirectory) {
      throw new UnsupportedOperationException();
    }
  }

  public static final class Wall extends Slate {
    @Override
    public String name() {
      return "tensorboard";
    }
  }
}
