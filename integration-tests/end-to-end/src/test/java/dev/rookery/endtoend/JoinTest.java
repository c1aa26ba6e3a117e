package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.endtoend.process.Ports;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.ActorListener;
import dev.rookery.training.ActorRun;
import dev.rookery.training.JoinBuilder;
import dev.rookery.training.StopCondition;
import dev.rookery.training.StopReason;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingConfig;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose actors join, by the API alone, over UDP. */
@Timeout(120)
class JoinTest {

  private static final DqnConfig SMALL =
      DqnConfig.defaults().withHiddenLayers(List.of(32)).withLearningStarts(200);

  @TempDir private Path folder;

  private final Map<String, Object> udp = Map.of("channel", "udp", "address", Ports.freeAddress());

  /** What the actors tell. */
  private static final class Events implements ActorListener {

    private final ConcurrentSkipListSet<Integer> joined = new ConcurrentSkipListSet<>();
    private final List<String> left = new CopyOnWriteArrayList<>();

    @Override
    public void onJoined(int actorId, TrainingConfig config) {
      joined.add(actorId);
      assertEquals("dqn", config.algorithm().name());
    }

    @Override
    public void onLeft(int actorId, String reason) {
      left.add(reason);
    }
  }

  private Training.Builder learner(int actors, long steps) {
    return Training.builder()
        .environment("CartPole-v1")
        .algorithm(SMALL)
        .transport("aeron", udp)
        .remoteActors()
        .actors(actors)
        .stopWhen(StopCondition.steps(steps).overEpisodes(5))
        .set("evaluationInterval", 0)
        .runDirectory(folder.resolve("run"));
  }

  private JoinBuilder join() {
    return Training.join().transport("aeron", udp).waitFor(Duration.ofSeconds(30));
  }

  @Test
  void actorsThatJoinTrainARunWaitWhileItIsStoppedAndEndWithIt() throws Exception {
    Events events = new Events();
    try (ActorRun early = join().actors(2).onEvent(events).start();
        TrainingRun run = learner(3, 2_000_000_000).start();
        ActorRun one = join().expectAlgorithm("dqn").onEvent(events).start()) {
      assertEquals(udp.get("address"), run.invitation().orElseThrow().settings().get("address"));
      await(
          () -> early.joined() == 2,
          early); // One may make all the steps before the other is there.
      await(() -> early.environmentSteps() > 1000 && one.environmentSteps() > 500, early);
      await(() -> run.progress().environmentSteps() > 1500, early); // the rest may be underway
      run.stop();
      TrainingReport stopped = run.await();
      assertEquals(StopReason.STOPPED, stopped.stoppedBecause());
      assertEquals(List.of(0, 1, 2), List.copyOf(events.joined));
      await(() -> events.left.size() == 3, early);
      assertTrue(
          events.left.get(0).endsWith("the run was stopped before its end, and may go on"),
          events.left::toString);
      TrainingReport report;
      try (TrainingRun again =
          Training.resume(folder.resolve("run"))
              .remoteActors()
              .set("steps", stopped.environmentSteps() + 3000)
              .start()) {
        report = again.await();
      }
      early.await();
      one.await();
      assertEquals(StopReason.STEPS_REACHED, report.stoppedBecause());
      assertTrue(early.sessions() + one.sessions() > 3);
      assertEquals(0, early.joined());
      long made = early.environmentSteps() + one.environmentSteps();
      assertTrue(made >= report.environmentSteps(), made + " of " + report.environmentSteps());
      assertTrue(report.environmentSteps() > 1500, report::toString);
      assertTrue(Files.size(folder.resolve("run/policy.onnx")) > 0);
    }
  }

  @Test
  void anActorThatAsksForAnIdReplacesTheOneThatHasIt() throws Exception {
    Events events = new Events();
    try (TrainingRun run = learner(1, 2_000_000_000).start();
        ActorRun first = join().actorId(0).onEvent(events).start()) {
      awaitJoined(first);
      try (ActorRun second = join().actorId(0).start()) {
        String message = assertThrows(RookeryException.class, first::await).getMessage();
        assertTrue(message.contains("another process joined as actor 0"), message);
        awaitJoined(second);
        assertFalse(run.await(Duration.ZERO));
      }
    }
  }

  @Test
  void whatDoesNotFitTheRunIsRefusedWithTheReason() throws Exception {
    try (TrainingRun run = learner(1, 2_000_000_000).start();
        ActorRun only = join().start()) {
      awaitJoined(only);
      String algorithm = refused(join().expectAlgorithm("ape-x"));
      assertTrue(algorithm.contains("ape-x") && algorithm.contains("dqn"), algorithm);
      String environment = refused(join().expectEnvironment("Taxi-v4"));
      assertTrue(
          environment.contains("Taxi-v4") && environment.contains("CartPole-v1"), environment);
      RookeryException full =
          assertThrows(
              RookeryException.class,
              () -> {
                try (ActorRun actor = join().waitFor(Duration.ofSeconds(1)).start()) {
                  actor.await();
                }
              });
      assertTrue(
          full.getMessage().contains("had no slot for this actor within 1 s: all 1 actors"),
          full.getMessage());
      assertFalse(full instanceof SettingsException);
      assertFalse(run.await(Duration.ZERO));
      assertEquals(1, only.joined());
    }
  }

  @Test
  void anEnvironmentThatOnlyTheLearnerHasIsNamed() throws Exception {
    try (TrainingRun run = learner(1, 1000).environment("Mine-v0", Mine::new).start()) {
      String message = refused(join());
      assertTrue(
          message.startsWith("the run's environment 'Mine-v0' is not installed here: known are "),
          message);
      assertTrue(message.endsWith("put its jar into the directory plugins"), message);
      try (ActorRun actor = join().environment("Mine-v0", Mine::new).start()) {
        assertEquals(StopReason.STEPS_REACHED, run.await().stoppedBecause());
        actor.await();
        assertTrue(actor.environmentSteps() >= 1000);
      }
    }
  }

  @Test
  void withoutALearnerTheErrorSaysWhereAndHowLong() {
    RookeryException e =
        assertThrows(
            RookeryException.class,
            () -> {
              try (ActorRun actor = join().waitFor(Duration.ofSeconds(1)).start()) {
                actor.await();
              }
            });
    assertFalse(e instanceof SettingsException);
    assertTrue(e.getMessage().contains(udp.get("address").toString()), e.getMessage());
    assertTrue(e.getMessage().contains("within 1 s"), e.getMessage());
  }

  @Test
  void actorsLeaveWhenTheyAreAskedTo() throws Exception {
    try (TrainingRun run = learner(1, 2_000_000_000).start()) {
      try (ActorRun actor = join().start()) {
        awaitJoined(actor);
        actor.stop();
        actor.await();
      }
      try (ActorRun next = join().start()) { // The place is free at once.
        awaitJoined(next);
      }
      assertFalse(run.await(Duration.ZERO));
    }
  }

  @Test
  void whatCannotBeSpreadIsRefusedBeforeThereIsAnythingOnTheDisk() throws Exception {
    assertEquals(
        "environment Mine-v0 is this program's own, which actor processes cannot make: offer it by"
            + " an EnvironmentProvider named in META-INF/services, or leave out actorProcesses",
        refused(
            () ->
                Training.builder()
                    .environment("Mine-v0", Mine::new)
                    .algorithm(SMALL)
                    .transport("aeron")
                    .actorProcesses(2)
                    .runDirectory(folder.resolve("run"))
                    .start()));
    String local =
        "transport 'local' does not reach other processes, where the actors are to be: choose one"
            + " that does, for example aeron";
    assertEquals(local, refused(() -> learner(1, 100).transport("local").start()));
    assertEquals(
        "lockstep runs everything on one thread: no actor can join from elsewhere; leave out"
            + " lockstep",
        refused(() -> learner(1, 100).lockstep(true).start()));
    assertEquals(
        "actorProcesses 1 cannot go with actors that join from elsewhere: leave it out",
        refused(() -> learner(1, 100).actorProcesses(1).start()));
    assertFalse(Files.exists(folder.resolve("run")));
  }

  private static String refused(JoinBuilder builder) {
    return refused(
        () -> {
          try (ActorRun actor = builder.start()) {
            actor.await();
          }
          return "not refused";
        });
  }

  private static String refused(Callable<?> call) {
    return assertThrows(SettingsException.class, call::call).getMessage();
  }

  private static void awaitJoined(ActorRun actors) throws InterruptedException {
    await(() -> actors.joined() > 0, actors);
  }

  /** Waits until something is so, while the actors go on. */
  private static void await(BooleanSupplier condition, ActorRun actors)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertFalse(actors.await(Duration.ofMillis(5)), "they ended");
      assertTrue(System.nanoTime() - start < 60_000_000_000L, "it took too long");
    }
  }

  /** A corridor of which the program alone knows. */
  private static final class Mine implements Environment {

    private int position;

    @Override
    public Space observationSpace() {
      return Space.box(0, 10, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(long seed, Observation observation) {
      position = 5;
      observation.set(0, position);
    }

    @Override
    public void step(Action action, Step step) {
      position += action.asInt() == 1 ? 1 : -1;
      step.observation().set(0, position);
      step.reward(1);
      step.terminated(position == 0 || position == 10);
    }
  }
}
