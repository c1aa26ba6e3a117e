package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.environment.VectorEnvironment;
import dev.rookery.environment.VectorEnvironmentFactory;
import dev.rookery.environment.VectorStep;
import dev.rookery.training.StopCondition;
import dev.rookery.training.StopReason;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingRun;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A simulator that steps many worlds at once, by the API alone. */
@Timeout(120)
class VectorSimulatorTest {

  private static final int GOAL = 4;
  private static final int LONGEST = 30;
  private static final Space OBSERVATIONS = Space.box(0, 1, 1);
  private static final Space ACTIONS = Space.discrete(2);

  @TempDir private Path folder;
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /** One walk along a corridor to its end. */
  private static final class Corridor implements Environment {

    private int place;
    private int steps;

    @Override
    public Space observationSpace() {
      return OBSERVATIONS;
    }

    @Override
    public Space actionSpace() {
      return ACTIONS;
    }

    @Override
    public void reset(long seed, Observation observation) {
      place = 0;
      steps = 0;
      observation.set(0, 0.0);
    }

    @Override
    public void step(Action action, Step step) {
      place = moved(place, action.asInt());
      step.observation().set(0, place / (double) GOAL);
      step.reward(place == GOAL ? 1 : -0.1);
      step.terminated(place == GOAL);
      step.truncated(place < GOAL && ++steps == LONGEST);
    }
  }

  private static int moved(int place, int action) {
    return Math.max(0, place + (action == 1 ? 1 : -1));
  }

  /** Many walks, in plain arrays. */
  private class Corridors implements VectorEnvironment {

    final int[] places;
    private final int[] steps;
    private final double[] returns;

    Corridors(int count) {
      places = new int[count];
      steps = new int[count];
      returns = new double[count];
      made.incrementAndGet();
    }

    @Override
    public int count() {
      return places.length;
    }

    @Override
    public Space observationSpace() {
      return OBSERVATIONS;
    }

    @Override
    public Space actionSpace() {
      return ACTIONS;
    }

    @Override
    public void reset(VectorStep step) {
      for (int k = 0; k < places.length; k++) {
        begin(k, step);
      }
    }

    private void begin(int k, VectorStep step) {
      places[k] = 0;
      steps[k] = 0;
      returns[k] = 0;
      step.observations().putFloat(k * Float.BYTES, 0);
    }

    float seen(int k) {
      return places[k] / (float) GOAL;
    }

    @Override
    public void step(ByteBuffer actions, VectorStep step) {
      for (int k = 0; k < places.length; k++) {
        places[k] = moved(places[k], actions.getInt(k * Integer.BYTES));
        steps[k]++;
        boolean there = places[k] == GOAL;
        float reward = there ? 1 : -0.1f;
        returns[k] += reward;
        step.rewards()[k] = reward;
        step.terminated()[k] = there;
        step.truncated()[k] = !there && steps[k] == LONGEST;
        step.nextObservations().putFloat(k * Float.BYTES, seen(k));
        step.observations().putFloat(k * Float.BYTES, seen(k));
        if (step.ended(k)) {
          step.episodeReturns()[k] = returns[k];
          step.learnerReturns()[k] = returns[k];
          step.episodeLengths()[k] = steps[k];
          begin(k, step);
        }
      }
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  private Training.Builder builder() {
    return builder((count, seed) -> new Corridors(count));
  }

  private Training.Builder builder(VectorEnvironmentFactory together) {
    return Training.builder()
        .environment("Corridor-v0", Corridor::new, together)
        .algorithm("dqn", Map.of("hiddenLayers", List.of(32), "learningStarts", 200, "nStep", 3))
        .environmentsPerActor(64)
        .lockstep(true)
        .set("evaluationEpisodes", 3)
        .set("evaluationInterval", 1_000)
        .set("evaluationMaximumSteps", 100)
        .runDirectory(folder.resolve("run"));
  }

  @Test
  void itsWorldsTeachThePolicy() throws Exception {
    try (TrainingRun run =
        builder().stopWhen(StopCondition.meanReturn(0.69).orAfterSteps(60_000)).start()) {
      assertEquals(StopReason.RETURN_REACHED, run.await().stoppedBecause());
    }
    assertEquals(1, made.get());
    assertEquals(1, closed.get());
  }

  @Test
  void wrappersNeedOneWorldAfterTheOther() throws Exception {
    try (TrainingRun run =
        builder().wrapper("frame-stack").stopWhen(StopCondition.steps(300)).start()) {
      assertTrue(run.await().environmentSteps() >= 300);
    }
    assertEquals(0, made.get());
  }

  @Test
  void whatItGetsWrongIsToldWithNameAndCopy() {
    refused("there are 3 where 64 were asked for", builder((count, seed) -> new Corridors(3)));
    assertEquals(made.get(), closed.get());
    failed(
        "environment Corridor-v0 (copy 5)",
        new Corridors(64) {
          @Override
          float seen(int k) {
            return k == 5 && places[k] == 2 ? Float.NaN : super.seen(k);
          }
        });
    failed(
        "environment Corridor-v0 failed in step 7: java.lang.IllegalStateException: lost",
        new Corridors(64) {
          private int steps;

          @Override
          public void step(ByteBuffer actions, VectorStep step) {
            if (++steps == 7) {
              throw new IllegalStateException("lost");
            }
            super.step(actions, step);
          }
        });
    assertEquals(made.get(), closed.get());
  }

  private static void refused(String message, Training.Builder builder) {
    RookeryException refusal = assertThrows(RookeryException.class, builder::start);
    assertTrue(String.valueOf(refusal.getMessage()).contains(message), refusal::toString);
  }

  private void failed(String message, VectorEnvironment simulator) {
    Training.Builder builder =
        builder((count, seed) -> simulator).runDirectory(folder.resolve("failed" + made.get()));
    try (TrainingRun run = builder.start()) {
      RookeryException failure = assertThrows(RookeryException.class, run::await);
      assertTrue(String.valueOf(failure.getMessage()).contains(message), failure::toString);
    }
  }
}
