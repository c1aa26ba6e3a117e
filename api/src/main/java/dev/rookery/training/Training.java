package dev.rookery.training;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.algorithm.Exploration;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.environment.ExternalEnvironment;
import dev.rookery.environment.VectorEnvironmentFactory;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.metrics.MetricsSinkProvider;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.transport.TransportProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains an agent from a program.
 *
 * <pre>{@code
 * try (TrainingRun run = Training.builder()
 *     .environment("CartPole-v1")
 *     .algorithm(DqnConfig.defaults().withLearningRate(2.5e-4))
 *     .stopWhen(StopCondition.meanReturn(475).orAfterSteps(200_000))
 *     .start()) {
 *   TrainingReport report = run.await();
 *   report.policy().exportOnnx(Path.of("cartpole.onnx"));
 * }
 * }</pre>
 */
public final class Training {

  private Training() {}

  /** Starts from the defaults; an environment and an algorithm must be named. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts from a configuration, for example one read from a file. */
  public static Builder builder(TrainingConfig config) {
    Builder builder = new Builder();
    builder.algorithm = config.algorithm();
    builder.environment = config.environment();
    builder.wrappers.addAll(config.wrappers());
    builder.transport = config.transport();
    builder.run = config.run();
    return builder;
  }

  /**
   * Goes on with a run from its last whole checkpoint. Limits may be changed before it starts.
   *
   * @param runDirectory of the run to go on with
   */
  public static Builder resume(Path runDirectory) {
    Builder builder = builder(engine().readConfig(runDirectory));
    builder.resume = runDirectory;
    return builder;
  }

  /**
   * Brings actors to a run whose learner is elsewhere: one that was started with {@link
   * Builder#remoteActors}, or by the command {@code rookery learner}.
   *
   * <pre>{@code
   * try (ActorRun actors = Training.join()
   *     .transport("aeron", Map.of("channel", "udp", "address", "learner.example:7043"))
   *     .actors(4)
   *     .start()) {
   *   actors.await();
   * }
   * }</pre>
   */
  public static JoinBuilder join() {
    return new JoinBuilder();
  }

  /**
   * Lets a simulator that owns its loop be decided for by a finished policy. Any number of agents
   * may be made of one file.
   *
   * @param policy a file that a run has left ({@code policy.onnx})
   * @throws RookeryException if there is no such file, or it is no policy of Rookery's
   */
  public static Agent agent(Path policy) {
    return engine().agent(policy);
  }

  static TrainingEngine engine() {
    return ServiceLoader.load(TrainingEngine.class)
        .findFirst()
        .orElseThrow(
            () ->
                new RookeryException(
                    "nothing here can train: add the artifact dev.rookery:rookery-runtime"));
  }

  /** Collects what a run needs. Not thread-safe. */
  public static final class Builder {

    private @Nullable NamedSettings algorithm;
    private @Nullable NamedSettings environment;
    private final List<NamedSettings> wrappers = new ArrayList<>();
    private NamedSettings transport = NamedSettings.of("local");
    private RunSettings run = RunSettings.defaults();
    private final List<Object> plugins = new ArrayList<>();
    private final List<MetricsSinkProvider> sinks = new ArrayList<>();
    private @Nullable Function<ExperienceSchema, ? extends ReplayBuffer> replay;
    private @Nullable Function<ActorContext, ? extends Exploration> exploration;
    private final List<Consumer<? super RunEvent>> listeners = new ArrayList<>();
    private @Nullable Path runDirectory;
    private @Nullable Path resume;
    private boolean resumeIfPresent;
    private boolean remoteActors;

    private Builder() {}

    /** An environment by name, with its default settings. */
    public Builder environment(String name) {
      return environment(name, Map.of());
    }

    /** An environment by name, with settings that differ from its defaults. */
    public Builder environment(String name, Map<String, Object> settings) {
      environment = new NamedSettings(name, settings);
      return this;
    }

    /**
     * An environment of the program's own, which needs no provider.
     *
     * @param factory makes a new object with each call, which belongs to the run; the run closes it
     */
    public Builder environment(String name, Supplier<? extends Environment> factory) {
      return provide(new OwnEnvironment(name, factory)).environment(name);
    }

    /**
     * An environment of the program's own whose simulator steps many worlds at once.
     *
     * @param factory makes one of them, for evaluations; as for {@link #environment(String,
     *     Supplier)}
     * @param together makes those of an actor; the run closes what it makes
     */
    public Builder environment(
        String name, Supplier<? extends Environment> factory, VectorEnvironmentFactory together) {
      return provide(new OwnEnvironment(name, factory, Optional.of(together))).environment(name);
    }

    /**
     * A simulator that owns its loop and calls {@link TrainingRun#agents()}; each actor is one
     * agent. Nothing is evaluated, as nobody can ask the simulator for an episode, and policies are
     * kept as they are at the end.
     */
    public Builder environment(ExternalEnvironment simulator) {
      return provide(simulator)
          .environment(simulator.name())
          .environmentsPerActor(1)
          .set("evaluationInterval", 0);
    }

    /**
     * Makes environments known of the program's own, as if their provider were named in a services
     * file. {@link #environment(String)} chooses them by name, and a resumed run finds them.
     */
    public Builder provide(EnvironmentProvider environments) {
      plugins.add(environments);
      return this;
    }

    /** Makes an algorithm known in the same way, for {@link #algorithm(String)}. */
    public Builder provide(AlgorithmProvider<?> algorithms) {
      plugins.add(algorithms);
      return this;
    }

    /** Makes a wrapper known in the same way, for {@link #wrapper(String, Map)}. */
    public Builder provide(EnvironmentWrapperProvider ownWrappers) {
      plugins.add(ownWrappers);
      return this;
    }

    /** Makes a transport known in the same way, for {@link #transport(String)}. */
    public Builder provide(TransportProvider transports) {
      plugins.add(transports);
      return this;
    }

    /** Puts a wrapper with its default settings around the environment and earlier wrappers. */
    public Builder wrapper(String name) {
      return wrapper(name, Map.of());
    }

    /** Puts a wrapper around the environment and those wrappers already named. */
    public Builder wrapper(String name, Map<String, Object> settings) {
      wrappers.add(new NamedSettings(name, settings));
      return this;
    }

    /**
     * An algorithm with the settings that were chosen by the config's methods, or otherwise as
     * {@link AlgorithmConfig#explicit} says; the others are those that it has for the environment.
     */
    public Builder algorithm(AlgorithmConfig config) {
      if (!(config instanceof Record settings)) {
        throw new SettingsException(config.getClass().getName() + " must be a record");
      }
      return algorithm(config.algorithm(), Settings.toMap(settings, config.explicit()));
    }

    /** An algorithm by name, with the settings that it has for the environment. */
    public Builder algorithm(String name) {
      return algorithm(name, Map.of());
    }

    /**
     * An algorithm of the program's own, which needs no services file.
     *
     * @param config its settings, as for {@link #algorithm(AlgorithmConfig)}
     */
    public <C extends Record & AlgorithmConfig> Builder algorithm(
        AlgorithmProvider<C> provider, C config) {
      return provide(provider)
          .algorithm(provider.name(), Settings.toMap(config, config.explicit()));
    }

    /** An algorithm by name, with settings that differ from those it has for the environment. */
    public Builder algorithm(String name, Map<String, Object> settings) {
      algorithm = new NamedSettings(name, settings);
      return this;
    }

    /** A transport by name, with its default settings. */
    public Builder transport(String name) {
      return transport(name, Map.of());
    }

    /** A transport by name, with settings that differ from its defaults. */
    public Builder transport(String name, Map<String, Object> settings) {
      transport = new NamedSettings(name, settings);
      return this;
    }

    /** How many actors. */
    public Builder actors(int count) {
      return set("actors", count);
    }

    /**
     * Spreads the actors over so many processes of this host, which the run starts, watches over
     * and restarts; 0: they are threads of this process. If there are fewer actors than processes,
     * there are as many from now on. Needs a transport that reaches other processes, and an
     * environment that has a provider.
     */
    public Builder actorProcesses(int count) {
      return count > run.actors()
          ? actors(count).set("actorProcesses", count)
          : set("actorProcesses", count);
    }

    /**
     * Starts no actor here: all of them join from other processes, by {@link Training#join()} or
     * the command {@code rookery actor}. Needs a transport that reaches other processes.
     */
    public Builder remoteActors() {
      remoteActors = true;
      return this;
    }

    /** How many environments each actor steps together. */
    public Builder environmentsPerActor(int count) {
      return set("environmentsPerActor", count);
    }

    /** The root of everything random. */
    public Builder seed(long seed) {
      return set("seed", seed);
    }

    /**
     * Begins with the parameters that another run has learned, and with nothing else of it. Its
     * environment must have the same spaces, and its network the same parameters. A resumed run
     * ignores it.
     *
     * @param source the other run's directory, a checkpoint ({@code .npz}) or a policy ({@code
     *     .onnx})
     */
    public Builder startFrom(Path source) {
      return set("startFrom", source.toString());
    }

    /** One thread and one order of events: the same seed gives the same weights, byte for byte. */
    public Builder lockstep(boolean lockstep) {
      return set("lockstep", lockstep);
    }

    /** When to stop. */
    public Builder stopWhen(StopCondition condition) {
      return set("stopAtReturn", condition.meanReturn())
          .set("evaluationEpisodes", condition.episodes())
          .set("steps", condition.environmentSteps());
    }

    /** Any of the {@link RunSettings}, by name. */
    public Builder set(String runSetting, Object value) {
      run = run.with(runSetting, value);
      return this;
    }

    /** The run's settings so far. */
    public RunSettings runSettings() {
      return run;
    }

    /** Where to write; a new directory below {@code runs} otherwise. */
    public Builder runDirectory(Path directory) {
      runDirectory = directory;
      return this;
    }

    /**
     * Goes on with the run in the {@linkplain #runDirectory run directory} if it holds one, from
     * its last checkpoint; one that was killed before its first begins anew there. So the first
     * start and every other are the same program. The algorithm, the environment, their settings,
     * the seed and the numbers of actors and environments must be those of the run there, or it
     * does not start; limits, devices and the transport may be others. A process that still has the
     * run loses it: it ends, and writes nothing more there.
     */
    public Builder resumeIfPresent() {
      resumeIfPresent = true;
      return this;
    }

    /**
     * Writes metrics to a sink of the program's own too, besides those that the setting {@code
     * metrics} names. A resumed run has it only if it is given again.
     */
    public Builder metrics(MetricsSinkProvider sink) {
      sinks.add(sink);
      return this;
    }

    /**
     * Draws from a replay of the program's own, in place of the algorithm's, which must be one that
     * learns from replay. Settings that say how the algorithm's replay draws have no effect then.
     *
     * @param factory is called once, and gets the layout of the rows; the run closes what it makes
     */
    public Builder replay(Function<ExperienceSchema, ? extends ReplayBuffer> factory) {
      replay = factory;
      return this;
    }

    /**
     * Explores in a way of the program's own, in place of the algorithm's, which must be one that
     * chooses discrete actions by their values. Settings that say how the algorithm explores have
     * no effect then. All actors must be in this process. A resumed run explores so only if this is
     * given again.
     *
     * @param factory makes one for each actor, and gets the actor's place in the run; an actor that
     *     fails and is made anew gets another
     */
    public Builder exploration(Function<ActorContext, ? extends Exploration> factory) {
      exploration = factory;
      return this;
    }

    /** Hears about once a second where the run stands, as {@link #onEvent} says. */
    public Builder onProgress(Consumer<? super Progress> listener) {
      return onEvent(
          event -> {
            if (event instanceof RunEvent.Progressed progressed) {
              listener.accept(progressed.progress());
            }
          });
    }

    /** Hears of all that happens in the run, as {@link TrainingRun#subscribe} says. */
    public Builder onEvent(Consumer<? super RunEvent> listener) {
      listeners.add(listener);
      return this;
    }

    /**
     * What the run will be.
     *
     * @throws SettingsException if no environment or no algorithm was named
     */
    public TrainingConfig config() {
      if (environment == null) {
        throw new SettingsException("no environment: name one, for example CartPole-v1");
      }
      if (algorithm == null) {
        throw new SettingsException("no algorithm: name one, for example dqn");
      }
      return new TrainingConfig(algorithm, environment, wrappers, transport, run);
    }

    /**
     * Starts the run.
     *
     * @throws RookeryException if it cannot start; nothing is left running
     */
    public TrainingRun start() {
      return engine()
          .start(
              new TrainingEngine.Order(
                  config(),
                  List.copyOf(plugins),
                  List.copyOf(sinks),
                  Optional.ofNullable(replay),
                  Optional.ofNullable(exploration),
                  Optional.ofNullable(runDirectory),
                  Optional.ofNullable(resume),
                  resumeIfPresent,
                  remoteActors,
                  List.copyOf(listeners)));
    }
  }
}
