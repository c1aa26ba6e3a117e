package dev.rookery.core.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.optimizer.Adam;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.replay.ForwardingReplay;
import dev.rookery.core.replay.PrioritizedReplay;
import dev.rookery.core.replay.PrioritizedReplayBuffer;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.environment.Space;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.settings.SettingsException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user's replay, learner or schedule gets wrong is told, before anything is lost to it. */
class ReplayLearnerTest {

  private static final Space SPACE = Space.box(-1, 1, 1);
  private static final ExperienceSchema SCHEMA = TransitionSchema.of(SPACE, Space.discrete(2));
  private static final int BATCH = 4;

  /** Stands for a priority that the learner does not write. */
  private static final float UNWRITTEN = -99;

  private final TrainableNetwork online = network(true);
  private final TrainableNetwork target = network(false);

  private static TrainableNetwork network(boolean trainable) {
    return new TrainableNetwork(
        NetworkSpec.forObservations(SPACE).withHeads(new LinearHead("q_values", 2)).build(),
        trainable);
  }

  @AfterEach
  void close() {
    online.close();
    target.close();
  }

  /** Writes the same priority for each row but the first. */
  private final class TestLearner extends ReplayLearner {

    private final float first;

    private TestLearner(PrioritizedReplay replay, float first, Schedule learningRate) {
      this(replay, first, learningRate, 0);
    }

    private TestLearner(
        PrioritizedReplay replay, float first, Schedule learningRate, long averagingUpdates) {
      super(
          replay,
          BATCH,
          new GradientDescent(
              online.arena(),
              new Adam(online.arena().size(), 1e-8),
              learningRate,
              Double.POSITIVE_INFINITY),
          online.arena(),
          target.arena(),
          new TargetUpdate(10, 1),
          averagingUpdates,
          Schedule.constant(1),
          1);
      this.first = first;
    }

    @Override
    protected double gradients(float[] newPriorities) {
      Arrays.fill(newPriorities, 1, BATCH, 0.5f);
      if (first != UNWRITTEN) {
        newPriorities[0] = first;
      }
      return 1;
    }

    @Override
    public void close() {}
  }

  /** A replay that gives every row the same weight. */
  private static final class Weighing extends ForwardingReplay {

    private final float weight;

    private Weighing(float weight) {
      super(new PrioritizedReplayBuffer(SCHEMA, 10, 1, 1e-6));
      this.weight = weight;
      insert(DirectBuffers.allocate(10, SCHEMA.rowBytes()), 0, 10);
    }

    @Override
    public void sample(SampleBatch batch, RandomGenerator random) {
      super.sample(batch, random);
      Arrays.fill(batch.weights(), weight);
    }
  }

  private String refused(
      Class<? extends RookeryException> type, float weight, float priority, Schedule rate) {
    try (Weighing replay = new Weighing(weight);
        TestLearner learner = new TestLearner(replay, priority, rate)) {
      float[] before = parameters();
      RookeryException refused = assertThrows(RookeryException.class, learner::step);
      assertEquals(type, refused.getClass());
      assertEquals(0, learner.steps());
      assertArrayEquals(before, parameters());
      return refused.getMessage();
    }
  }

  private float[] parameters() {
    float[] values = new float[online.arena().size()];
    online.arena().read(values);
    return values;
  }

  /** An optimizer or an average that kept the first parameters would bring them back. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1000})
  void allCopiesOfTheParametersAreThoseThatLearningStartsFrom(long averagingUpdates) {
    ByteBuffer bytes = online.arena().layout().allocate();
    bytes.asFloatBuffer().put(Initializers.uniform(online.arena().layout(), 9));
    ParameterSnapshot source =
        new ParameterSnapshot(7, 8, 9, online.arena().layout().layoutHash(), bytes);
    ParameterSnapshot other = new ParameterSnapshot(7, 8, 9, 1, bytes);
    try (Weighing replay = new Weighing(1);
        TestLearner learner = new TestLearner(replay, 0, Schedule.constant(0), averagingUpdates)) {
      assertThrows(IllegalArgumentException.class, () -> learner.startFrom(other));
      learner.startFrom(source);
      assertEquals(LearnerStep.UPDATED, learner.step());
      for (TrainableNetwork network : List.of(online, target)) {
        ByteBuffer values = network.arena().layout().allocate();
        network.arena().copyTo(values);
        assertEquals(bytes, values.flip());
      }
      ByteBuffer published = online.arena().layout().allocate();
      learner.copyParameters(published);
      assertEquals(bytes, published.flip());
      assertThrows(IllegalStateException.class, () -> learner.startFrom(source));
    }
  }

  @Test
  void whatIsRightIsNotRefused() {
    try (Weighing replay = new Weighing(1);
        TestLearner learner = new TestLearner(replay, 0, Schedule.constant(0))) {
      assertEquals(LearnerStep.UPDATED, learner.step());
      assertEquals(1, learner.steps());
    }
  }

  @Test
  void weightsThatWereLeftAtZeroAreRefusedWithTheReplaysName() {
    String message = refused(RookeryException.class, 0, 1, Schedule.constant(1));
    assertTrue(
        message.startsWith("all importance weights of the batch are 0 in update 1"), message);
    assertTrue(message.contains(Weighing.class.getName()), message);
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.5f, Float.NaN, Float.POSITIVE_INFINITY})
  void aWeightThatIsNoneIsRefusedWithItsRow(float weight) {
    String message = refused(RookeryException.class, weight, 1, Schedule.constant(1));
    assertTrue(
        message.startsWith("row 0 of the batch has the importance weight " + weight), message);
  }

  @Test
  void aNegativePriorityIsRefusedWithTheLearnersName() {
    String message = refused(RookeryException.class, 1, -0.5f, Schedule.constant(1));
    assertTrue(message.startsWith("row 0 of the batch got the priority -0.5 in update 1"), message);
    assertTrue(message.contains(TestLearner.class.getName()), message);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void aPriorityThatIsNotFiniteIsADivergence(float priority) {
    String message = refused(DivergenceException.class, 1, priority, Schedule.constant(1));
    assertTrue(message.startsWith("row 0 of the batch got the priority " + priority), message);
  }

  /** Not the one of the update before, and not 0. */
  @Test
  void aPriorityThatWasNotWrittenIsRefused() {
    String message = refused(DivergenceException.class, 1, UNWRITTEN, Schedule.constant(1));
    assertTrue(message.startsWith("row 0 of the batch got the priority NaN"), message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void aLearningRateThatIsNoneIsRefused(double rate) {
    String message = refused(RookeryException.class, 1, 1, Schedule.constant(rate));
    assertTrue(message.startsWith("the learning rate of update 1 is " + rate), message);
  }

  @Test
  void aTargetThatWouldNeverFollowIsRefused() {
    for (double step : new double[] {0, -1, 1.1, Double.NaN}) {
      assertThrows(SettingsException.class, () -> new TargetUpdate(1, step));
    }
    assertThrows(SettingsException.class, () -> new TargetUpdate(0, 1));
    assertFalse(new TargetUpdate(1, 0.5).equals(new TargetUpdate(1, 1)));
  }
}
