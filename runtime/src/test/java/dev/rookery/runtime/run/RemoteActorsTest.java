package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.environment.Environment;
import dev.rookery.runtime.checkpoint.CheckpointFile;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.membership.JoinClient;
import dev.rookery.runtime.membership.SessionLostException;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.roles.ActorRole;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.runtime.wire.Requests;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.training.ActorListener;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.RunSettings;
import dev.rookery.training.StopReason;
import dev.rookery.training.TrainingConfig;
import dev.rookery.training.TrainingEngine.JoinOrder;
import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose actors join as those of other processes do: by what they hear on the transport. */
@Timeout(120)
class RemoteActorsTest {

  private static final long STEPS = 600;

  @TempDir private Path folder;

  private ResolvedConfig config(RunSettings settings) {
    return ResolvedConfig.of(
        new TrainingConfig(
            new NamedSettings("dqn", Map.of("hiddenLayers", List.of(8), "learningStarts", 64)),
            NamedSettings.of("CartPole-v1"),
            List.of(),
            NamedSettings.of("local"),
            settings),
        Plugins.find());
  }

  private static RunSettings settings() {
    return RunSettings.defaults()
        .with("steps", STEPS)
        .with("environmentsPerActor", 2)
        .with("blockRows", 4)
        .with("evaluationEpisodes", 2)
        .with("evaluationInterval", 200)
        .with("metrics", List.of());
  }

  private static Algorithm algorithm(ResolvedConfig resolved) {
    try (Environment sample = resolved.environments().get()) {
      return resolved
          .algorithm()
          .apply(
              new AlgorithmContext(
                  resolved.environments().name(),
                  sample.observationSpace(),
                  sample.actionSpace(),
                  resolved.config().run().seed()));
    }
  }

  private static Transport transport(ResolvedConfig resolved) {
    return resolved.transport().create(resolved.transportSettings());
  }

  private RunParts parts(RunSettings settings) {
    ResolvedConfig resolved = config(settings);
    RunDirectory directory = RunDirectory.create(folder.resolve("run"));
    return Guice.createInjector(
            new RunModule(resolved, algorithm(resolved), transport(resolved), directory))
        .getInstance(RunParts.class);
  }

  /** An actor that knows nothing but the transport; it acts until its session ends. */
  private static SessionLostException act(Transport transport, long leavesAfter) {
    ResolvedConfig resolved;
    ActorSession session;
    Algorithm algorithm;
    long[] nonces = {System.nanoTime()};
    try (JoinClient joinClient =
        new JoinClient(transport, SystemNanoClock.INSTANCE, () -> nonces[0]++, 30, () -> false)) {
      JoinClient.Configuration run = joinClient.configuration("dqn", "CartPole-v1").orElseThrow();
      resolved =
          ResolvedConfig.of(ConfigFile.parse(run.text(), "learner").toConfig(), Plugins.find());
      algorithm = algorithm(resolved);
      session =
          joinClient
              .join(
                  run,
                  Requests.ANY_ACTOR,
                  algorithm.experienceSchema().layoutHash(),
                  algorithm.parameterLayout().layoutHash())
              .orElseThrow();
    }
    ActorRole actor =
        new ActorFactory(
                resolved.config().run(),
                algorithm,
                resolved.environments(),
                transport,
                SystemNanoClock.INSTANCE)
            .actor(session);
    IdleStrategy idle = new BackoffIdleStrategy();
    try {
      while (actor.environmentSteps() < leavesAfter) {
        idle.idle(actor.doWork());
      }
      return new SessionLostException(RefusalKind.REQUEST, "left");
    } catch (SessionLostException e) {
      return e;
    } finally {
      actor.onClose();
      algorithm.close();
    }
  }

  @Test
  void aRunOfActorsThatJoinedReachesItsEndAndTellsThem() throws Exception {
    RunParts parts = parts(settings());
    try (Run run = new Run(parts, ActorPlacement.REMOTE, Optional.empty(), progress -> {})) {
      run.start();
      SessionLostException end = act(parts.transport(), Long.MAX_VALUE);
      assertTrue(end.isRunOver(), end.getMessage());
      assertEquals(StopReason.STEPS_REACHED, run.await().stoppedBecause());
      assertTrue(run.await().environmentSteps() >= STEPS);
    }
  }

  /** It may be of another learner, which has come to the same address. */
  @Test
  void actorsThatHearWhatTheyDoNotUnderstandJoinAnew() throws Exception {
    RunParts parts = parts(settings().with("steps", 1_000_000_000L).with("evaluationInterval", 0));
    JoinOrder order = order(1, ActorListener.NONE);
    try (Run run = new Run(parts, ActorPlacement.REMOTE, Optional.empty(), progress -> {});
        RemoteActors actors =
            new RemoteActors(
                order,
                Plugins.find(),
                () -> new Borrowed(parts.transport()),
                SystemNanoClock.INSTANCE)) {
      run.start();
      actors.start();
      awaitSteps(actors, 200);
      try (Publication unknown = parts.transport().publish(Streams.PARAMETERS)) {
        ByteBuffer nonsense = ByteBuffer.allocateDirect(100);
        assertTrue(unknown.offer(nonsense, 0, nonsense.capacity()) >= 0);
        awaitSteps(actors, actors.environmentSteps() + 200);
      }
      while (actors.sessions() < 2) {
        assertFalse(actors.await(Duration.ofMillis(1)));
      }
      awaitSteps(actors, actors.environmentSteps() + 200);
      run.stop();
      actors.await();
      assertEquals(StopReason.STOPPED, run.await().stoppedBecause());
    }
  }

  @Test
  void anActorWhoseListenerFailsLeavesTheRun() throws Exception {
    RunParts parts = parts(settings().with("steps", 1_000_000_000L).with("evaluationInterval", 0));
    IllegalStateException broken = new IllegalStateException("the listener of this test");
    ActorListener listener =
        new ActorListener() {
          @Override
          public void onJoined(int actorId, TrainingConfig config) {
            throw broken;
          }
        };
    JoinOrder order = order(1, listener);
    try (Run run = new Run(parts, ActorPlacement.REMOTE, Optional.empty(), progress -> {});
        Subscription experience = parts.transport().subscribe(Streams.EXPERIENCE);
        RemoteActors actors =
            new RemoteActors(
                order,
                Plugins.find(),
                () -> new Borrowed(parts.transport()),
                SystemNanoClock.INSTANCE)) {
      run.start();
      actors.start();
      assertSame(broken, assertThrows(RookeryException.class, actors::await).getCause());
      assertEquals(1, actors.sessions());
      experience.poll((buffer, offset, length, id) -> {}, 1);
      assertEquals(0, experience.publishers());
    }
  }

  private static JoinOrder order(int actors, ActorListener listener) {
    return new JoinOrder(
        NamedSettings.of("local"),
        actors,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Duration.ofSeconds(30),
        listener);
  }

  /** Many short runs, because threads need only microseconds for what they do last. */
  @Test
  void whenTheWaitIsOverTheThreadsHaveEnded() throws Exception {
    Path runs = folder;
    for (int i = 0; i < 20; i++) {
      folder = runs.resolve("run-" + i);
      RunParts parts = parts(settings().with("actors", 2).with("evaluationInterval", 0));
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      ActorListener listener =
          new ActorListener() {
            @Override
            public void onJoined(int actorId, TrainingConfig config) {
              threads.add(Thread.currentThread());
            }
          };
      try (Run run =
              new Run(
                  parts,
                  ActorPlacement.REMOTE,
                  Optional.empty(),
                  progress -> threads.add(Thread.currentThread()));
          RemoteActors actors =
              new RemoteActors(
                  order(2, listener),
                  Plugins.find(),
                  () -> new Borrowed(parts.transport()),
                  SystemNanoClock.INSTANCE)) {
        run.start();
        actors.start();
        actors.await();
        assertEquals(List.of(), alive(threads, "rookery-actor"));
        run.await();
        assertTrue(threads.size() >= 2);
        assertEquals(List.of(), alive(threads, ""));
      }
    }
  }

  private static List<String> alive(Set<Thread> threads, String prefix) {
    return threads.stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  @Test
  void aListenerMayCloseTheRunAndTheActorsButNotWaitForThem() throws Exception {
    RunParts parts = parts(settings().with("steps", 1_000_000_000L).with("evaluationInterval", 0));
    AtomicReference<Run> run = new AtomicReference<>();
    AtomicReference<RemoteActors> actors = new AtomicReference<>();
    CountDownLatch made = new CountDownLatch(1);
    ActorListener listener =
        new ActorListener() {
          @Override
          public void onJoined(int actorId, TrainingConfig config) {
            assertThrows(IllegalStateException.class, () -> actors.get().await());
            actors.get().close();
          }
        };
    try (Run training =
            new Run(
                parts,
                ActorPlacement.REMOTE,
                Optional.empty(),
                progress -> {
                  if (made.getCount() == 0) {
                    assertThrows(IllegalStateException.class, () -> run.get().await());
                    run.get().close();
                  }
                });
        RemoteActors joining =
            new RemoteActors(
                order(1, listener),
                Plugins.find(),
                () -> new Borrowed(parts.transport()),
                SystemNanoClock.INSTANCE)) {
      run.set(training);
      actors.set(joining);
      training.start();
      joining.start();
      joining.await();
      assertEquals(1, joining.sessions());
      made.countDown();
      assertEquals(StopReason.STOPPED, training.await().stoppedBecause());
    }
  }

  private static void awaitSteps(RemoteActors actors, long steps) throws InterruptedException {
    while (actors.environmentSteps() < steps) {
      assertFalse(actors.await(Duration.ofMillis(1)));
    }
  }

  /** The learner's own transport, which is the learner's to close. */
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

  @Test
  void aLearnerThatWaitsInVainFailsButLeavesACheckpoint() {
    RunParts parts = parts(settings().with("timeoutSeconds", 2));
    try (Run run = new Run(parts, ActorPlacement.REMOTE, Optional.empty(), progress -> {})) {
      run.start();
      assertEquals("left", act(parts.transport(), 100).getMessage());
      assertEquals(
          "waited 2 s for an actor: all that had joined at this process have left or timed out;"
              + " raise run.timeoutSeconds if it is only slow",
          assertThrows(RookeryException.class, run::await).getMessage());
    }
    try (CheckpointFile checkpoint = parts.checkpoints().loadLatest()) {
      assertTrue(checkpoint.state().getLong("environment_steps") >= 100);
    }
  }

  @Test
  void aRunWhoseTransportBreaksFailsButLeavesACheckpoint() throws Exception {
    RunParts whole = parts(settings().with("steps", 100_000_000L));
    SlowTransport transport = new SlowTransport(whole.transport(), 1);
    RunParts parts = on(transport, whole);
    CountDownLatch underWay = new CountDownLatch(1);
    try (Run run =
        new Run(
            parts,
            ActorPlacement.THREADS,
            Optional.empty(),
            progress -> {
              if (progress.environmentSteps() > 100) {
                underWay.countDown();
              }
            })) {
      run.start();
      assertTrue(underWay.await(60, TimeUnit.SECONDS));
      transport.breakDown();
      assertEquals(
          "the driver of this test died",
          assertThrows(RookeryException.class, run::await).getMessage());
    }
    try (CheckpointFile checkpoint = parts.checkpoints().loadLatest()) {
      assertTrue(checkpoint.state().getLong("environment_steps") > 100);
    }
  }

  private static RunParts on(Transport transport, RunParts parts) {
    return new RunParts(
        parts.config(),
        parts.directory(),
        parts.environments(),
        parts.algorithm(),
        transport,
        parts.metrics(),
        parts.episodes(),
        parts.checkpoints(),
        parts.incarnation(),
        parts.clock());
  }

  /** What is sent before a subscriber is connected is lost; the run must not depend on it. */
  @Test
  void actorsOfThisProcessWorkOnATransportThatIsSlowToConnect() throws Exception {
    for (boolean lockstep : new boolean[] {false, true}) {
      folder = folder.resolve("lockstep-" + lockstep);
      RunParts fast = parts(settings().with("actors", 2).with("lockstep", lockstep));
      RunParts slow = on(new SlowTransport(fast.transport(), 200), fast);
      try (Run run = new Run(slow, ActorPlacement.THREADS, Optional.empty(), progress -> {})) {
        run.start();
        assertEquals(StopReason.STEPS_REACHED, run.await().stoppedBecause());
        assertFalse(run.await().environmentSteps() < STEPS);
      }
    }
  }
}
