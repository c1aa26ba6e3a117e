package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.runtime.checkpoint.CheckpointFile;
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
import dev.rookery.training.Progress;
import dev.rookery.training.StopReason;
import dev.rookery.training.TrainingConfig;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose actors join as those of other processes do: by what they hear on the transport. */
@Timeout(120)
class RemoteActorsTest {

  @TempDir private Path folder;
  private RemoteFixture fixture;

  @BeforeEach
  void open() {
    fixture = new RemoteFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** An actor that knows nothing but the transport; it acts until its session ends. */
  private static SessionLostException act(Transport transport, long leavesAfter) {
    long[] nonces = {System.nanoTime()};
    try (JoinClient client =
        new JoinClient(transport, SystemNanoClock.INSTANCE, () -> nonces[0]++, 30, () -> false)) {
      JoinClient.Configuration told = client.configuration("dqn", "CartPole-v1").orElseThrow();
      try (RemoteRun run =
          RemoteRun.of(told.text(), NamedSettings.of("local"), Plugins.find(), 60)) {
        ActorSession session =
            client.join(told, Requests.ANY_ACTOR, run.schemaHash(), run.layoutHash()).orElseThrow();
        client.close(); // From now on the actor itself receives what the learner answers.
        return act(
            run.actor(session, transport, SystemNanoClock.INSTANCE, made -> {}), leavesAfter);
      }
    }
  }

  private static SessionLostException act(ActorRole actor, long leavesAfter) {
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
    }
  }

  @Test
  void aRunOfActorsThatJoinedReachesItsEndAndTellsThem() throws Exception {
    RunParts parts = fixture.parts(RemoteFixture.settings());
    try (Run run = RemoteFixture.remote(parts)) {
      run.start();
      SessionLostException end = act(parts.transport(), Long.MAX_VALUE);
      assertTrue(end.isRunOver(), end.getMessage());
      assertEquals(StopReason.STEPS_REACHED, run.await().stoppedBecause());
      assertTrue(run.await().environmentSteps() >= RemoteFixture.STEPS);
    }
  }

  /** It may be of another learner, which has come to the same address. */
  @Test
  void actorsThatHearWhatTheyDoNotUnderstandJoinAnew() throws Exception {
    RunParts parts = fixture.parts(RemoteFixture.endless());
    try (Run run = RemoteFixture.remote(parts);
        RemoteActors actors = fixture.actors(1, ActorListener.NONE, parts)) {
      run.start();
      actors.start();
      RemoteFixture.awaitSteps(actors, 200);
      try (Publication unknown = parts.transport().publish(Streams.PARAMETERS)) {
        ByteBuffer nonsense = ByteBuffer.allocateDirect(100);
        assertTrue(unknown.offer(nonsense, 0, nonsense.capacity()) >= 0);
        RemoteFixture.awaitSteps(actors, actors.environmentSteps() + 200);
      }
      while (actors.sessions() < 2) {
        assertFalse(actors.await(Duration.ofMillis(1)));
      }
      RemoteFixture.awaitSteps(actors, actors.environmentSteps() + 200);
      actors.stop();
      actors.await();
      run.stop();
      assertEquals(StopReason.STOPPED, run.await().stoppedBecause());
    }
  }

  @Test
  void anActorWhoseListenerFailsLeavesTheRun() throws Exception {
    RunParts parts = fixture.parts(RemoteFixture.endless());
    IllegalStateException broken = new IllegalStateException("the listener of this test");
    ActorListener listener =
        new ActorListener() {
          @Override
          public void onJoined(int actorId, TrainingConfig config) {
            throw broken;
          }
        };
    try (Run run = RemoteFixture.remote(parts);
        Subscription experience = parts.transport().subscribe(Streams.EXPERIENCE);
        RemoteActors actors = fixture.actors(1, listener, parts)) {
      run.start();
      actors.start();
      assertSame(broken, assertThrows(RookeryException.class, actors::await).getCause());
      assertEquals(1, actors.sessions());
      experience.poll((buffer, offset, length, id) -> {}, 1);
      assertEquals(0, experience.publishers());
    }
  }

  /** Many short runs, because threads need only microseconds for what they do last. */
  @Test
  void whenTheWaitIsOverTheThreadsHaveEnded() throws Exception {
    for (int i = 0; i < 20; i++) {
      RunParts parts =
          fixture.parts(RemoteFixture.settings().with("actors", 2).with("evaluationInterval", 0));
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      ActorListener listener =
          new ActorListener() {
            @Override
            public void onJoined(int actorId, TrainingConfig config) {
              threads.add(Thread.currentThread());
            }
          };
      try (Run run = RemoteFixture.remote(parts, p -> threads.add(Thread.currentThread()));
          RemoteActors actors = fixture.actors(2, listener, parts)) {
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
    RunParts parts = fixture.parts(RemoteFixture.endless());
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
    Consumer<Progress> onProgress =
        progress -> {
          if (made.getCount() == 0) {
            assertThrows(IllegalStateException.class, () -> run.get().await());
            run.get().close();
          }
        };
    try (Run training = RemoteFixture.remote(parts, onProgress);
        RemoteActors joining = fixture.actors(1, listener, parts)) {
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

  @Test
  void aLearnerThatWaitsInVainFailsButLeavesACheckpoint() {
    RunParts parts = fixture.parts(RemoteFixture.settings().with("timeoutSeconds", 2));
    try (Run run = RemoteFixture.remote(parts)) {
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
    RunParts whole = fixture.parts(RemoteFixture.settings().with("steps", 100_000_000L));
    SlowTransport transport = new SlowTransport(whole.transport(), 1);
    RunParts parts = RunFailuresTest.with(whole, whole.algorithm(), transport, whole.clock());
    CountDownLatch underWay = new CountDownLatch(1);
    try (Run run =
        new Run(
            parts,
            ActorPlacement.THREADS,
            RunStart.FRESH,
            SmallRuns.progress(
                progress -> {
                  if (progress.environmentSteps() > 100) {
                    underWay.countDown();
                  }
                }))) {
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

  /** What is sent before a subscriber is connected is lost; the run must not depend on it. */
  @Test
  void actorsOfThisProcessWorkOnATransportThatIsSlowToConnect() throws Exception {
    for (boolean lockstep : new boolean[] {false, true}) {
      RunParts fast =
          fixture.parts(RemoteFixture.settings().with("actors", 2).with("lockstep", lockstep));
      Transport transport = new SlowTransport(fast.transport(), 200);
      RunParts slow = RunFailuresTest.with(fast, fast.algorithm(), transport, fast.clock());
      try (Run run = new Run(slow, ActorPlacement.THREADS, RunStart.FRESH, new RunEvents())) {
        run.start();
        assertEquals(StopReason.STEPS_REACHED, run.await().stoppedBecause());
        assertFalse(run.await().environmentSteps() < RemoteFixture.STEPS);
      }
    }
  }
}
