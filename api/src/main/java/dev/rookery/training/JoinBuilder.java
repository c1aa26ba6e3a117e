package dev.rookery.training;

import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.environment.ExternalEnvironment;
import dev.rookery.settings.SettingsException;
import dev.rookery.transport.TransportProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what actors need to join a run; {@link Training#join()} makes one. What the run is, they
 * learn from its learner. Not thread-safe.
 */
public final class JoinBuilder {

  /** How long actors wait for a learner, unless told otherwise. */
  public static final Duration DEFAULT_WAIT = Duration.ofSeconds(60);

  private @Nullable NamedSettings transport;
  private Optional<Path> addressFile = Optional.empty();
  private int actors = 1;
  private OptionalInt firstActorId = OptionalInt.empty();
  private Optional<String> algorithm = Optional.empty();
  private Optional<String> environment = Optional.empty();
  private final List<Object> plugins = new ArrayList<>();
  private Duration waitFor = DEFAULT_WAIT;
  private ActorListener listener = ActorListener.NONE;

  JoinBuilder() {}

  /** The transport by name, with settings that say where the learner is. */
  public JoinBuilder transport(String name, Map<String, Object> settings) {
    transport = new NamedSettings(name, settings);
    return this;
  }

  /**
   * A file that has the address of the learner, as the transport's setting {@code address} says it,
   * in place of that setting. It is read whenever actors look for a learner, so another learner can
   * take the place of the first elsewhere; where it is not there yet, or is empty, it is waited
   * for. The word {@code over} in it means that the run is over.
   */
  public JoinBuilder addressFile(Path file) {
    addressFile = Optional.of(file);
    return this;
  }

  /**
   * How many actors this process brings, each on a thread of its own; 1 if not said.
   *
   * @throws SettingsException if there would be none
   */
  public JoinBuilder actors(int count) {
    if (count < 1) {
      throw new SettingsException("actors must be at least 1, not " + count);
    }
    actors = count;
    return this;
  }

  /**
   * The id that the first actor asks for, from 0; the others ask for those that follow. An actor
   * elsewhere that has it gives it up. If not said, the learner gives ids that are free.
   *
   * @throws SettingsException if it is negative
   */
  public JoinBuilder actorId(int first) {
    if (first < 0) {
      throw new SettingsException("the first actor's id must be at least 0, not " + first);
    }
    firstActorId = OptionalInt.of(first);
    return this;
  }

  /** Join only a run of this algorithm. */
  public JoinBuilder expectAlgorithm(String name) {
    algorithm = Optional.of(name);
    return this;
  }

  /** Join only a run on this environment. */
  public JoinBuilder expectEnvironment(String name) {
    environment = Optional.of(name);
    return this;
  }

  /**
   * An environment of the program's own, for runs whose environment has this name.
   *
   * @param factory makes a new object with each call, which belongs to the run; the run closes it
   */
  public JoinBuilder environment(String name, Supplier<? extends Environment> factory) {
    return provide(new OwnEnvironment(name, factory));
  }

  /**
   * A simulator that owns its loop and calls {@link ActorRun#agents()}, for a run whose environment
   * has its name; each actor is one agent.
   */
  public JoinBuilder environment(ExternalEnvironment simulator) {
    return provide(simulator).expectEnvironment(simulator.name());
  }

  /** An environment of the program's own, for runs whose environment has its name. */
  public JoinBuilder provide(EnvironmentProvider environments) {
    plugins.add(environments);
    return this;
  }

  /** An algorithm of the program's own, for runs whose algorithm has its name. */
  public JoinBuilder provide(AlgorithmProvider<?> algorithms) {
    plugins.add(algorithms);
    return this;
  }

  /** A wrapper of the program's own, for runs one of whose wrappers has its name. */
  public JoinBuilder provide(EnvironmentWrapperProvider wrappers) {
    plugins.add(wrappers);
    return this;
  }

  /** A transport of the program's own, for {@link #transport}. */
  public JoinBuilder provide(TransportProvider transports) {
    plugins.add(transports);
    return this;
  }

  /**
   * How long to wait for a learner, at the start and whenever it is gone; a minute if not said. An
   * actor that can join, but makes no step in twice this time, fails.
   *
   * @throws SettingsException if it is not positive
   */
  public JoinBuilder waitFor(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new SettingsException("the time to wait for a learner must be above 0, not " + limit);
    }
    waitFor = limit;
    return this;
  }

  /** Hears what happens to the actors, on their threads. */
  public JoinBuilder onEvent(ActorListener events) {
    listener = events;
    return this;
  }

  /**
   * Starts the actors; does not wait until they have joined. What they meet then, {@link
   * ActorRun#await()} tells.
   *
   * @throws SettingsException if no transport was named, or it refuses a setting
   * @throws dev.rookery.RookeryException if they cannot start; nothing is left running
   */
  public ActorRun start() {
    if (transport == null) {
      throw new SettingsException("no transport: name one that reaches the learner, as aeron does");
    }
    return Training.engine()
        .join(
            new TrainingEngine.JoinOrder(
                transport,
                addressFile,
                actors,
                firstActorId,
                algorithm,
                environment,
                List.copyOf(plugins),
                waitFor,
                listener));
  }
}
