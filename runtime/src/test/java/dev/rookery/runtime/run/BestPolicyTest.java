package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Pacing;
import dev.rookery.algorithm.Policy;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.training.Evaluation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BestPolicyTest {

  private static final ParameterLayout LAYOUT =
      new ParameterLayout(List.of(new ParameterLayout.Entry("w", List.of(1L), 0, 1)));

  @TempDir private Path folder;
  private RunDirectory directory;
  private boolean diskIsFull;

  @BeforeEach
  void makeDirectory() {
    directory = RunDirectory.create(folder.resolve("run"));
  }

  @AfterEach
  void close() {
    directory.close();
  }

  @Test
  void theFirstEvaluationIsProposedAndThenOnlyBetterOnes() {
    BestPolicy best = best();
    assertEquals(Optional.empty(), best.get());
    assertTrue(best.isProposed(evaluation(-5)));
    assertTrue(best.offer(snapshot(1), 100, evaluation(90)));
    assertFalse(best.isProposed(evaluation(99)));
    assertTrue(best.isProposed(evaluation(101)));
  }

  /** Its parameters were lucky on the seeds that many were chosen by. */
  @Test
  void whatIsNotConfirmedDoesNotBecomeTheBest() {
    BestPolicy best = best();
    best.offer(snapshot(1), 100, evaluation(90));
    assertFalse(best.offer(snapshot(2), 110, evaluation(80)));
    assertFalse(best.offer(snapshot(2), 110, evaluation(90)));
    assertEquals(1, value(best));
    assertTrue(best.isProposed(evaluation(105)));
    assertTrue(best.offer(snapshot(3), 105, evaluation(91)));
    assertEquals(3, value(best));
    assertEquals(evaluation(91), best.get().orElseThrow().evaluation());
  }

  /** In an environment whose returns end at 500, say, where most evaluations are equal at last. */
  @Test
  void anEqualEvaluationIsProposedWhereTheConfirmationCanBeBetter() {
    BestPolicy best = best();
    best.offer(snapshot(1), 500, evaluation(490));
    assertTrue(best.isProposed(evaluation(500)));
    best.offer(snapshot(2), 500, evaluation(500));
    assertFalse(best.isProposed(evaluation(500)));
  }

  @Test
  void itIsWrittenAsSoonAsItIsKnown() throws IOException {
    BestPolicy best = best();
    best.offer(snapshot(7), 100, evaluation(90));
    assertEquals("7.0", Files.readString(directory.bestPolicy()));
    best.offer(snapshot(8), 100, evaluation(80));
    assertEquals("7.0", Files.readString(directory.bestPolicy()));
  }

  @Test
  void aResumedRunTakesItBack() {
    best().offer(snapshot(7), 100, evaluation(90));
    BestPolicy resumed = best();
    resumed.load();
    EvaluatedPolicy policy = resumed.get().orElseThrow();
    assertEquals(7, value(resumed));
    assertEquals(
        new ParameterSnapshot(3, 2, 1, LAYOUT.layoutHash(), policy.parameters().values()),
        policy.parameters());
    assertEquals(evaluation(90), policy.evaluation());
    assertFalse(resumed.isProposed(evaluation(99)));
  }

  @Test
  void aDamagedFileIsNoReasonNotToGoOn() throws IOException {
    best().offer(snapshot(7), 100, evaluation(90));
    Files.write(directory.bestState(), new byte[10]);
    BestPolicy resumed = best();
    resumed.load();
    assertEquals(Optional.empty(), resumed.get());
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenAtTheEnd() throws IOException {
    BestPolicy best = best();
    diskIsFull = true;
    assertTrue(best.offer(snapshot(7), 100, evaluation(90)));
    assertFalse(Files.exists(directory.bestPolicy()));
    diskIsFull = false;
    best.writeIfItIsNot();
    assertEquals("7.0", Files.readString(directory.bestPolicy()));
    assertTrue(Files.exists(directory.bestState()));
  }

  private BestPolicy best() {
    return new BestPolicy(new Exporting(), directory);
  }

  private static float value(BestPolicy best) {
    return best.get().orElseThrow().parameters().values().getFloat(0);
  }

  private static Evaluation evaluation(double mean) {
    return Evaluation.of(new double[] {mean, mean - 2, mean + 2, mean}, 3);
  }

  private static ParameterSnapshot snapshot(float value) {
    ByteBuffer values = LAYOUT.allocate().putFloat(0, value);
    return new ParameterSnapshot(3, 2, 1, LAYOUT.layoutHash(), values);
  }

  /** Its policies are the one parameter as text. */
  private final class Exporting implements Algorithm {

    @Override
    public ParameterLayout parameterLayout() {
      return LAYOUT;
    }

    @Override
    public void exportPolicy(ParameterSnapshot parameters, Path file) {
      if (diskIsFull) {
        throw new RookeryException("no space left");
      }
      try {
        Files.writeString(file, Float.toString(parameters.values().getFloat(0)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public ExperienceSchema experienceSchema() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Pacing pacing() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ExperienceStore createStore() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Learner createLearner(LearnerContext context, ExperienceStore store) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Actor createActor(ActorContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Policy createPolicy(int environments) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
