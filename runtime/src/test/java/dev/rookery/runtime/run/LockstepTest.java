package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.algorithm.RateLimit;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.runtime.membership.RunDescription;
import dev.rookery.runtime.roles.ActorRole;
import dev.rookery.runtime.roles.CountingLearner;
import dev.rookery.runtime.roles.LearnerRole;
import dev.rookery.runtime.roles.LengthEnvironment;
import dev.rookery.runtime.roles.Numbers;
import dev.rookery.runtime.roles.Numbers.ListStore;
import dev.rookery.runtime.roles.Numbers.NumberingActor;
import dev.rookery.runtime.roles.WaitTimeoutException;
import dev.rookery.training.RunSettings;
import dev.rookery.transport.Transport;
import dev.rookery.transport.local.LocalTransport;
import dev.rookery.transport.local.LocalTransportSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order of events in lockstep, whatever the transport. */
@Timeout(60)
class LockstepTest {

  private static final int ACTORS = 3;
  private static final int CYCLES = 40;
  private static final RunSettings SETTINGS =
      RunSettings.defaults()
          .with("actors", ACTORS)
          .with("blockRows", 4)
          .with("publishInterval", 3)
          .with("timeoutSeconds", 5);

  /** What happened. */
  private static final class Happened {
    final ListStore store = new ListStore(ACTORS);
    final List<NumberingActor> actors = new ArrayList<>();
    long environmentSteps;
    long updates;

    List<Object> all() {
      return List.of(
          store.rowsOfActors,
          actors.stream().map(actor -> actor.versions).toList(),
          actors.stream().map(actor -> actor.stepsSeen).toList(),
          environmentSteps,
          updates);
    }
  }

  static final class Silent implements LearnerRole.Listener {
    @Override
    public void onCycle(LearnerRole learner) {}

    @Override
    public void onEnd(LearnerRole learner) {}

    @Override
    public void onEpisode(int actorId, double episodeReturn, double learnerReturn, int length) {}

    @Override
    public void onMeasurement(int actorId, String name, double value) {}
  }

  private static LocalTransport local() {
    return new LocalTransport(LocalTransportSettings.defaults());
  }

  @Test
  void isTheSameOnATransportThatIsSlowToConnect() {
    Happened fast = run(local());
    assertEquals(CYCLES * ACTORS, fast.environmentSteps);
    assertEquals((CYCLES * ACTORS - 4) / CountingLearner.BATCH, fast.updates);
    assertEquals(fast.all(), run(new SlowTransport(local(), 7)).all());
    assertEquals(fast.all(), run(new SlowTransport(local(), 300)).all());
  }

  @Test
  void saysWhatItWaitsForWhereTheTransportNeverConnects() {
    assertEquals(
        "waited 5 s for actors, evaluator and learner to be connected: is the transport still"
            + " alive?",
        assertThrows(
                WaitTimeoutException.class,
                () -> run(new SlowTransport(local(), Integer.MAX_VALUE)))
            .getMessage());
  }

  private static final RateLimit PACING = new RateLimit(4, 1, CountingLearner.BATCH, 100);

  private static Happened run(Transport transport) {
    Happened happened = new Happened();
    LearnerRole learner =
        new LearnerRole(
            SETTINGS,
            new RunDescription("numbers", "Length", "", 5),
            new CountingLearner(happened.store),
            happened.store,
            PACING,
            Numbers.LAYOUT,
            transport,
            SystemNanoClock.INSTANCE,
            new Silent());
    List<ActorRole> actors = new ArrayList<>();
    for (int id = 0; id < ACTORS; id++) {
      NumberingActor actor = new NumberingActor(id);
      happened.actors.add(actor);
      actors.add(
          new ActorRole(
              learner.openSession(id),
              SETTINGS,
              new SerialVectorEnvironment("Length", List.of(new LengthEnvironment(seed -> 5)), 1),
              actor,
              Numbers.SCHEMA,
              Numbers.LAYOUT,
              PACING,
              transport,
              SystemNanoClock.INSTANCE));
    }
    Lockstep lockstep =
        new Lockstep(
            learner,
            actors,
            Optional.empty(),
            SystemNanoClock.INSTANCE,
            5,
            cycled -> {},
            () -> false);
    try {
      lockstep.onStart();
      for (int i = 0; i < CYCLES; i++) {
        assertEquals(1, lockstep.doWork());
      }
      happened.environmentSteps = learner.environmentSteps();
      happened.updates = learner.learnerSteps();
      return happened;
    } finally {
      actors.forEach(ActorRole::onClose);
      learner.onClose();
      transport.close();
    }
  }
}
