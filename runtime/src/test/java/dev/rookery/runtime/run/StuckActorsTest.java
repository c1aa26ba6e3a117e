package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Step;
import dev.rookery.runtime.StandardError;
import dev.rookery.runtime.roles.LengthEnvironment;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.training.ActorListener;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.NanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Actors of other processes that cannot go on, and say why. */
@Timeout(120)
class StuckActorsTest {

  @TempDir private Path folder;
  private final CountDownLatch released = new CountDownLatch(1);
  private RemoteFixture fixture;

  @BeforeEach
  void open() {
    fixture = new RemoteFixture(folder, new Stuck("step"), new Stuck("reset"));
  }

  @AfterEach
  void close() {
    released.countDown();
    fixture.close();
  }

  /**
   * Neither actor nor learner can know of it otherwise; the clock of actors is ten times faster.
   */
  @ParameterizedTest
  @ValueSource(strings = {"step", "reset"})
  void anEnvironmentThatIsStuckIsNamedOnBothSides(String method) throws Exception {
    RunParts parts =
        fixture.parts(RemoteFixture.endless().with("timeoutSeconds", 20), "Stuck-in-" + method);
    String stuck =
        "waited 15 s for environment Stuck-in-%s (copy 0) in %s: it is stuck; raise"
                .formatted(method, method)
            + " run.timeoutSeconds if it is only slow";
    try (StandardError standardError = new StandardError();
        Run run = RemoteFixture.remote(parts);
        Release last = released::countDown; // The run's last evaluation would be stuck too.
        RemoteActors actors =
            fixture.actors(
                1, ActorListener.NONE, parts.transport(), () -> System.nanoTime() * 10)) {
      run.start();
      actors.start();
      assertEquals(stuck, assertThrows(RookeryException.class, actors::await).getMessage());
      while (!standardError
          .text()
          .contains("actor of another process failed and left: actor 0: " + stuck)) {
        assertFalse(run.await(Duration.ofMillis(1)), standardError.text());
      }
    }
  }

  private interface Release extends AutoCloseable {
    @Override
    void close();
  }

  /** Its environments are stuck until the test is over. */
  private final class Stuck implements EnvironmentProvider {

    private final String method;

    Stuck(String method) {
      this.method = method;
    }

    @Override
    public String name() {
      return "Stuck-in-" + method;
    }

    @Override
    public String description() {
      return "does not return";
    }

    @Override
    public Environment create(Record settings) {
      return new LengthEnvironment(seed -> 5) {
        @Override
        public void reset(long seed, Observation observation) {
          await("reset");
          super.reset(seed, observation);
        }

        @Override
        public void step(Action action, Step step) {
          await("step");
          super.step(action, step);
        }
      };
    }

    private void await(String current) {
      try {
        if (current.equals(method)) {
          released.await();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** The learner is there, and lets the actor join, but its parameters never arrive. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anActorThatJoinsAgainAndAgainWithoutAStepGivesUp(boolean breaks) throws Exception {
    RunParts parts = fixture.parts(RemoteFixture.endless().with("timeoutSeconds", 600));
    NoParameters transport = new NoParameters(parts.transport(), breaks, Integer.MAX_VALUE);
    try (Run run = RemoteFixture.remote(parts);
        RemoteActors actors = fixture.actors(1, ActorListener.NONE, transport, transport.clock)) {
      run.start();
      actors.start();
      String message = assertThrows(RookeryException.class, actors::await).getMessage();
      assertTrue(
          message.matches(
              "an actor joined again and again, but could make no step for 1[2-4]\\d\\d s: "
                  + (breaks ? "broken" : "waited 600 s for the learner's first parameters: .*")),
          message);
      assertTrue(actors.sessions() >= 2);
      assertFalse(run.await(Duration.ZERO));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anActorThatGetsWhatItWaitsForInALaterSessionGoesOn(boolean breaks) throws Exception {
    RunParts parts = fixture.parts(RemoteFixture.endless().with("timeoutSeconds", 600));
    NoParameters transport = new NoParameters(parts.transport(), breaks, 1);
    try (Run run = RemoteFixture.remote(parts);
        RemoteActors actors = fixture.actors(1, ActorListener.NONE, transport, transport.clock)) {
      run.start();
      actors.start();
      RemoteFixture.awaitSteps(actors, 200);
      assertEquals(2, actors.sessions());
      actors.stop();
      actors.await();
    }
  }

  /** A transport without parameters in the first sessions, each of which lasts for long. */
  private static final class NoParameters implements Transport {

    private final Transport transport;
    private final boolean breaks;
    private final AtomicInteger sessions;
    private final AtomicLong added = new AtomicLong();
    private final NanoClock clock = () -> System.nanoTime() + added.get();

    NoParameters(Transport transport, boolean breaks, int sessions) {
      this.transport = transport;
      this.breaks = breaks;
      this.sessions = new AtomicInteger(sessions);
    }

    @Override
    public Publication publish(String stream) {
      return transport.publish(stream);
    }

    @Override
    public Subscription subscribe(String stream, PublisherListener publishers) {
      if (!stream.equals(Streams.PARAMETERS) || sessions.getAndDecrement() <= 0) {
        return transport.subscribe(stream, publishers);
      }
      Subscription nothing = transport.subscribe("nothing", publishers);
      return new Subscription() {
        @Override
        public int poll(MessageHandler handler, int limit) {
          added.addAndGet(TimeUnit.SECONDS.toNanos(50));
          if (breaks) {
            throw new TransportException("broken");
          }
          return nothing.poll(handler, limit);
        }

        @Override
        public int publishers() {
          return nothing.publishers();
        }

        @Override
        public String stream() {
          return stream;
        }

        @Override
        public void close() {
          nothing.close();
        }
      };
    }

    @Override
    public void close() {}
  }
}
