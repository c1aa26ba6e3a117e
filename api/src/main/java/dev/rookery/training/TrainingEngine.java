package dev.rookery.training;

import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Exploration;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.metrics.MetricsSinkProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does what {@link Training} asks for; the module {@code runtime} provides one. */
public interface TrainingEngine {

  /**
   * One order to train.
   *
   * @param config what to train; for a resumed run, what {@link #readConfig} gave, perhaps with
   *     other limits
   * @param plugins providers that the program gives itself, besides those found with {@code
   *     ServiceLoader}
   * @param sinks make the metrics sinks that the run has besides those that its settings name
   * @param replay makes the replay, in place of the algorithm's; empty: the algorithm makes it
   * @param exploration makes what each actor explores by, in place of the algorithm's; empty: the
   *     algorithm makes it
   * @param runDirectory where to write; empty for a new directory below {@code runs}
   * @param resume the run directory to go on from
   * @param resumeIfPresent whether to go on with the run in {@code runDirectory}, if it holds one
   * @param remoteActors whether all actors join from elsewhere, and none is started here
   * @param listeners hear of events, on a thread of the run
   */
  record Order(
      TrainingConfig config,
      List<Object> plugins,
      List<MetricsSinkProvider> sinks,
      Optional<Function<ExperienceSchema, ? extends ReplayBuffer>> replay,
      Optional<Function<ActorContext, ? extends Exploration>> exploration,
      Optional<Path> runDirectory,
      Optional<Path> resume,
      boolean resumeIfPresent,
      boolean remoteActors,
      List<Consumer<? super RunEvent>> listeners) {}

  /**
   * One order to bring actors to a run whose learner is elsewhere.
   *
   * @param transport with which settings it is joined
   * @param addressFile has the address of the transport, in place of its settings; empty: those say
   * @param actors how many actors this process brings
   * @param firstActorId the id of the first, the others follow; empty: ids that are free
   * @param expectedAlgorithm refuse a run of another; empty: any
   * @param expectedEnvironment refuse a run on another; empty: any
   * @param plugins providers that the program gives itself, besides those found with {@code
   *     ServiceLoader}
   * @param waitFor how long to wait for a learner, at the start and whenever it is gone
   * @param listener hears of what happens, on threads of the actors
   */
  record JoinOrder(
      NamedSettings transport,
      Optional<Path> addressFile,
      int actors,
      OptionalInt firstActorId,
      Optional<String> expectedAlgorithm,
      Optional<String> expectedEnvironment,
      List<Object> plugins,
      Duration waitFor,
      ActorListener listener) {}

  /**
   * Starts a run.
   *
   * @throws dev.rookery.RookeryException if it cannot start; nothing is left running
   */
  TrainingRun start(Order order);

  /**
   * Starts actors that join a run.
   *
   * @throws dev.rookery.RookeryException if they cannot start; nothing is left running
   */
  ActorRun join(JoinOrder order);

  /**
   * Makes an agent of a finished policy.
   *
   * @throws dev.rookery.RookeryException if there is no such file, or it is no policy of Rookery's
   */
  Agent agent(Path policy);

  /** Reads the configuration that a run was started with from its run directory. */
  TrainingConfig readConfig(Path runDirectory);
}
