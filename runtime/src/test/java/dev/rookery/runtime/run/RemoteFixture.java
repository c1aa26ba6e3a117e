package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.training.ActorListener;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.Progress;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingConfig;
import dev.rookery.training.TrainingEngine.JoinOrder;
import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** Learners whose actors join as those of other processes do, and such actors, in this process. */
final class RemoteFixture implements AutoCloseable {

  /** After which a learner's run is over. */
  static final long STEPS = 600;

  private final Path folder;
  private final Plugins plugins;
  private final List<Transport> transports = new ArrayList<>();

  RemoteFixture(Path folder, EnvironmentProvider... environments) {
    this.folder = folder;
    plugins = Plugins.find().with(List.of(environments));
  }

  private ResolvedConfig config(RunSettings settings, String environment) {
    return ResolvedConfig.of(
        new TrainingConfig(
            new NamedSettings("dqn", Map.of("hiddenLayers", List.of(8), "learningStarts", 64)),
            NamedSettings.of(environment),
            List.of(),
            NamedSettings.of("local"),
            settings),
        plugins);
  }

  static RunSettings settings() {
    return RunSettings.defaults()
        .with("steps", STEPS)
        .with("environmentsPerActor", 2)
        .with("blockRows", 4)
        .with("evaluationEpisodes", 2)
        .with("evaluationInterval", 200)
        .with("metrics", List.of());
  }

  /** Settings of a run that ends when it is stopped. */
  static RunSettings endless() {
    return settings().with("steps", 1_000_000_000L).with("evaluationInterval", 0);
  }

  RunParts parts(RunSettings settings) {
    return parts(settings, "CartPole-v1");
  }

  RunParts parts(RunSettings settings, String environment) {
    ResolvedConfig resolved = config(settings, environment);
    Transport transport = resolved.transport().create(resolved.transportSettings());
    transports.add(transport);
    RunDirectory directory = RunDirectory.create(folder.resolve("run-" + transports.size()));
    return RuntimeEngine.wire(
        new RunModule(
            resolved,
            RuntimeEngine.algorithm(resolved),
            new Borrowed(transport),
            directory,
            OwnParts.NONE));
  }

  @Override
  public void close() {
    transports.forEach(Transport::close);
  }

  static Run remote(RunParts parts) {
    return remote(parts, progress -> {});
  }

  static Run remote(RunParts parts, Consumer<Progress> onProgress) {
    return new Run(parts, ActorPlacement.REMOTE, RunStart.FRESH, SmallRuns.progress(onProgress));
  }

  /** Actors that wait for a learner for ten minutes of their clock. */
  RemoteActors actors(int count, ActorListener listener, Transport transport, NanoClock clock) {
    JoinOrder order =
        new JoinOrder(
            NamedSettings.of("local"),
            Optional.empty(),
            count,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Duration.ofMinutes(10),
            listener);
    return new RemoteActors(order, plugins, () -> transport, clock);
  }

  RemoteActors actors(int count, ActorListener listener, RunParts parts) {
    return actors(count, listener, parts.transport(), SystemNanoClock.INSTANCE);
  }

  static void awaitSteps(RemoteActors actors, long steps) throws InterruptedException {
    while (actors.environmentSteps() < steps) {
      assertFalse(actors.await(Duration.ofMillis(1)));
    }
  }

  /** A transport that the test closes after learner and actors, as messages may be under way. */
  private record Borrowed(Transport transport) implements Transport {
    @Override
    public Publication publish(String stream) {
      return transport.publish(stream);
    }

    @Override
    public Subscription subscribe(String stream, PublisherListener publishers) {
      return transport.subscribe(stream, publishers);
    }

    @Override
    public void close() {}
  }
}
