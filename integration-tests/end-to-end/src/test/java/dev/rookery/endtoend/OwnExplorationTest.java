package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.SeededRandom;
import dev.rookery.algorithm.ActionValues;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Exploration;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.StopCondition;
import dev.rookery.training.StopReason;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exploration that a program hands to its run as an object. */
@Timeout(240)
class OwnExplorationTest {

  private static final DqnConfig SMALL =
      DqnConfig.defaults().withHiddenLayers(List.of(16)).withLearningStarts(64);

  @TempDir private Path folder;

  private Training.Builder builder() {
    return Training.builder()
        .environment("CartPole-v1")
        .algorithm(SMALL)
        .lockstep(true)
        .stopWhen(StopCondition.steps(400).overEpisodes(2))
        .set("metricsInterval", 100)
        .runDirectory(folder.resolve("run"));
  }

  private static TrainingReport train(Training.Builder builder) throws InterruptedException {
    try (TrainingRun run = builder.start()) {
      return run.await();
    }
  }

  /** Actions by the exponential of their values, with a temperature that falls geometrically. */
  private static final class Cooling implements Exploration {

    private double temperature;

    @Override
    public int choose(
        ActionValues values, int environment, long environmentSteps, SeededRandom random) {
      temperature = Math.max(0.01, Math.pow(0.5, environmentSteps / 3000.0));
      double total = 0;
      for (int a = 0; a < values.count(); a++) {
        total += weight(values, a);
      }
      double left = random.nextDouble() * total;
      for (int a = 0; a < values.count(); a++) {
        left -= weight(values, a);
        if (left < 0) {
          return a;
        }
      }
      return values.best();
    }

    private double weight(ActionValues values, int action) {
      return values.isLegal(action)
          ? Math.exp((values.value(action) - values.value(values.best())) / temperature)
          : 0;
    }

    @Override
    public void report(MetricsRecorder metrics) {
      metrics.record("actor/own_temperature", temperature);
    }
  }

  @Test
  void dqnSolvesCartPoleWithIt() throws Exception {
    TrainingReport report =
        train(
            builder()
                .algorithm(DqnConfig.defaults())
                .stopWhen(StopCondition.meanReturn(475).orAfterSteps(100_000))
                .exploration(actor -> new Cooling()));
    assertEquals(StopReason.RETURN_REACHED, report.stoppedBecause());
    assertTrue(
        Files.readString(folder.resolve("run/metrics.csv")).contains("actor/own_temperature"));
  }

  /** Shows how many steps its episode has had, of as many as its seed says. */
  private static final class Clock implements Environment {

    private int time;
    private int end;

    @Override
    public Space observationSpace() {
      return Space.box(0, 20, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(long seed, Observation observation) {
      time = 0;
      end = 5 + Math.floorMod(seed, 15);
      observation.set(0, time);
    }

    @Override
    public void step(Action action, Step step) {
      step.observation().set(0, ++time);
      step.terminated(time == end);
    }
  }

  /** Alternates actions in each episode, and holds what it sees against its own count of steps. */
  private static final class Alternating implements Exploration {

    private final int[] times = new int[3];
    private int episodes;

    @Override
    public int choose(
        ActionValues values, int environment, long environmentSteps, SeededRandom random) {
      if (values.step().ended(environment)) {
        episodes++;
        times[environment] = 0;
      }
      assertEquals(times[environment], values.step().observation(environment).getFloat(0));
      return times[environment]++ % 2;
    }
  }

  @Test
  void itSeesWhatIsActedOnAndWhereEpisodesBegin() throws Exception {
    Alternating alternating = new Alternating();
    train(
        builder()
            .environment("Clock", Clock::new)
            .environmentsPerActor(3)
            .exploration(actor -> alternating));
    assertTrue(alternating.episodes >= 15, "%s episodes".formatted(alternating.episodes));
  }

  @Test
  void eachActorHasItsOwn() throws Exception {
    Set<ActorContext> actors = ConcurrentHashMap.newKeySet();
    train(
        builder()
            .lockstep(false)
            .actors(2)
            .environmentsPerActor(3)
            .exploration(
                actor -> {
                  actors.add(actor);
                  return new Cooling();
                }));
    assertEquals(Set.of(0, 1), Set.copyOf(actors.stream().map(ActorContext::actorId).toList()));
    actors.forEach(actor -> assertEquals(3, actor.environments()));
  }

  private static void assertRefused(String message, Training.Builder builder) {
    assertEquals(
        message, assertThrows(SettingsException.class, () -> builder.start()).getMessage());
  }

  @Test
  void algorithmsWithoutActionValuesRefuseIt() {
    assertRefused(
        "algorithm ppo does not choose discrete actions by their values, so it cannot take an exploration; leave it out, or choose one that does, for example dqn",
        builder().algorithm("ppo").exploration(actor -> new Cooling()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"async-q", "ape-x", "distributed-dqn", "rainbow", "c51", "qr-dqn", "iqn"})
  void algorithmsWithActionValuesTakeIt(String algorithm) throws Exception {
    Set<ActorContext> actors = ConcurrentHashMap.newKeySet();
    train(
        builder()
            .algorithm(algorithm)
            .exploration(
                actor -> {
                  actors.add(actor);
                  return new Cooling();
                }));
    assertEquals(1, actors.size());
  }

  @Test
  void actorsInOtherProcessesRefuseIt() {
    String message =
        "the exploration is this program's own, which actors in other processes cannot make: leave out %s, or offer an algorithm that explores so by an AlgorithmProvider named in META-INF/services";
    Training.Builder own =
        builder().lockstep(false).transport("aeron").exploration(actor -> new Cooling());
    assertRefused(message.formatted("actorProcesses"), own.actorProcesses(1));
    assertRefused(message.formatted("remoteActors"), own.actorProcesses(0).remoteActors());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  void anActionThatThereIsNotEndsTheRun(int action) {
    Exploration wrong = (values, environment, steps, random) -> action;
    String message =
        assertThrows(RookeryException.class, () -> train(builder().exploration(actor -> wrong)))
            .getMessage();
    assertTrue(
        message.contains(
            "returned action %s in environment 0 at step 0 of the run, which is not one of its 2 legal actions"
                .formatted(action)),
        message);
  }
}
