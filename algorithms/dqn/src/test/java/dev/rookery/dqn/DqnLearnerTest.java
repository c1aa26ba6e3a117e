package dev.rookery.dqn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Policy;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.ResidentMemory;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DqnLearnerTest {

  private static final LearnerContext LEARNER = new LearnerContext(1, 8, 500_000, 1, Device.CPU);

  private static final AlgorithmContext CONTEXT =
      new AlgorithmContext("Test-v0", Space.box(-1, 1, 2), Space.discrete(2), 1);

  private static DqnConfig small() {
    return DqnConfig.defaults()
        .withHiddenLayers(List.of(16))
        .withBatchSize(8)
        .withReplayCapacity(256)
        .withLearningStarts(8)
        .withLearningRate(1e-2);
  }

  private static Algorithm algorithm(DqnConfig config) {
    return new DqnProvider().create(config, CONTEXT);
  }

  /** A bandit: action 0 is worth 1, action 1 is worth 3, whatever is observed. */
  private static void fillWithBandit(ReplayBuffer replay) {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 256; i++) {
      int action = random.nextInt(2);
      insert(replay, (float) random.nextDouble(-1, 1), action, action == 0 ? 1 : 3, 0);
    }
  }

  private static void insert(
      ReplayBuffer replay, float observation, int action, float reward, float discount) {
    ExperienceSchema schema = replay.schema();
    ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
    if (observation != 0) {
      row.putFloat(schema.offsetOf(TransitionSchema.OBSERVATION), observation);
    }
    row.putInt(schema.offsetOf(TransitionSchema.ACTION), action);
    row.putFloat(schema.offsetOf(TransitionSchema.REWARD), reward);
    row.putFloat(schema.offsetOf(TransitionSchema.DISCOUNT), discount);
    replay.insert(row, 0, 1);
  }

  private static float[] parameters(Algorithm algorithm, Learner learner) {
    int size = algorithm.parameterLayout().size();
    ByteBuffer bytes = DirectBuffers.allocate(size, Float.BYTES);
    learner.copyParameters(bytes);
    float[] values = new float[size];
    bytes.flip().asFloatBuffer().get(values);
    return values;
  }

  private static Map<String, Double> report(Learner learner) {
    Map<String, Double> values = new HashMap<>();
    learner.report(values::put);
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, adam",
    "true, false, false, adam",
    "false, true, false, adam",
    "false, false, true, adam",
    "true, true, true, adam",
    "true, true, true, rmsprop"
  })
  void everyCombinationOfOptionsLearnsTheValuesOfABandit(
      boolean doubleQ, boolean dueling, boolean prioritized, String optimizer) {
    DqnConfig config =
        small()
            .withDoubleQ(doubleQ)
            .withDueling(dueling)
            .withPrioritized(prioritized)
            .with("optimizer", optimizer)
            .withOptimizerEpsilon(optimizer.equals("adam") ? 1e-8 : 1e-2);
    try (Algorithm algorithm = algorithm(config);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      fillWithBandit(replay);
      for (int i = 0; i < 1500; i++) {
        assertTrue(learner.step());
      }
      report(learner);
      for (int i = 0; i < 100; i++) {
        learner.step();
      }
      Map<String, Double> end = report(learner);
      assertTrue(end.get("learner/loss") < 0.01, end.toString());
      // Rows are drawn evenly: the taken actions' mean value is that of the rewards, about 2.
      if (!prioritized) {
        assertEquals(2, end.get("learner/q_value"), 0.3);
      }
    }
  }

  @Test
  void anEmptyReplayIsNoError() {
    try (Algorithm algorithm = algorithm(small());
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      assertFalse(learner.step());
      assertEquals(0, learner.steps());
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aLoadedLearnerGoesOnBitForBit(boolean prioritized) {
    DqnConfig config =
        small().withPrioritized(prioritized).withTargetUpdateInterval(7).withDueling(true);
    try (Algorithm algorithm = algorithm(config);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        ReplayBuffer copy = (ReplayBuffer) algorithm.createStore();
        Learner first = algorithm.createLearner(LEARNER, replay);
        Learner second = algorithm.createLearner(LEARNER, copy)) {
      fillWithBandit(replay);
      for (int i = 0; i < 30; i++) {
        first.step();
      }
      MemoryState state = new MemoryState();
      first.save(state.child("learner"));
      replay.save(state.child("replay"));
      second.load(state.child("learner"));
      copy.load(state.child("replay"));
      for (int i = 0; i < 30; i++) {
        first.step();
        second.step();
      }
      assertEquals(60, second.steps());
      assertArrayEquals(parameters(algorithm, first), parameters(algorithm, second));
    }
  }

  @Test
  void polyakAveragingLearnsToo() {
    DqnConfig config = small().withTargetUpdateInterval(1).withTargetUpdateStep(0.05);
    try (Algorithm algorithm = algorithm(config);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      // Reward 1 for ever, discount 0.5: the value is 1 / (1 - 0.5) = 2, through the target
      // network.
      for (int i = 0; i < 64; i++) {
        insert(replay, 0, i % 2, 1, 0.5f);
      }
      for (int i = 0; i < 2000; i++) {
        learner.step();
      }
      report(learner);
      learner.step();
      assertEquals(2, report(learner).get("learner/q_value"), 0.05);
    }
  }

  @Test
  void aLossThatIsNotFiniteNamesTheUpdateAndTheColumn() {
    try (Algorithm algorithm = algorithm(small());
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      for (int i = 0; i < 8; i++) {
        insert(replay, 0, 0, Float.NaN, 0);
      }
      DivergenceException e = assertThrows(DivergenceException.class, learner::step);
      assertTrue(e.getMessage().contains("update 1"), e.getMessage());
      assertTrue(e.getMessage().contains("'reward'"), e.getMessage());
    }
  }

  /**
   * The loss is finite, but what would be learned from it is not: no parameter is lost to it.
   * Whether the norm is then infinite or NaN is a matter of the order in which the engine adds up.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e30})
  void gradientsThatAreNotFiniteMoveNothing(double kappa) {
    try (Algorithm algorithm = algorithm(small().withHuberKappa(kappa));
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      for (int i = 0; i < 8; i++) {
        insert(replay, 1e25f, i % 2, 0, 0);
      }
      float[] before = parameters(algorithm, learner);
      DivergenceException e = assertThrows(DivergenceException.class, learner::step);
      assertTrue(
          e.getMessage().matches("the gradient's norm became (Infinity|NaN) in update 1; .*"),
          e.getMessage());
      assertArrayEquals(before, parameters(algorithm, learner));
    }
  }

  private static LearnerContext runOf(long steps) {
    return new LearnerContext(1, 8, steps, 1, Device.CPU);
  }

  private static double rateAfter(DqnConfig config, long runSteps, int updates) {
    try (Algorithm algorithm = algorithm(config);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(runOf(runSteps), replay)) {
      fillWithBandit(replay);
      for (int i = 0; i < updates; i++) {
        learner.step();
      }
      return report(learner).get("learner/learning_rate");
    }
  }

  @Test
  void theLearningRateFallsOverTheRunUnlessToldOtherwise() {
    // 108 steps, of which 8 come before learning, times 32 / 8: 400 updates.
    DqnConfig config = small();
    assertEquals(1e-2, rateAfter(config, 108, 0), 1e-9);
    assertEquals(7.5e-3, rateAfter(config, 108, 100), 1e-9);
    assertEquals(0, rateAfter(config, 108, 400), 1e-9);
    assertEquals(5e-3, rateAfter(config.withLearningRateSteps(200), 108, 100), 1e-9);
    assertEquals(1e-2, rateAfter(config.withFinalLearningRate(1e-2), 108, 100), 1e-9);
    assertEquals(1e-2, rateAfter(config, Long.MAX_VALUE, 100), 1e-9);
    assertEquals(0, rateAfter(config, 5, 1), 1e-9, "a run that ends before learning begins");
  }

  @Test
  void whatIsPublishedIsTheAverageAndALearnerWithoutOneLearnsTheSame() {
    DqnConfig latest = small().withAveragingUpdates(0);
    try (Algorithm algorithm = algorithm(latest);
        Algorithm averaging = algorithm(latest.withAveragingUpdates(100));
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner first = algorithm.createLearner(LEARNER, replay);
        Learner second = averaging.createLearner(LEARNER, replay)) {
      fillWithBandit(replay);
      for (int i = 0; i < 200; i++) {
        first.step();
        second.step();
      }
      assertFalse(Arrays.equals(parameters(algorithm, first), parameters(averaging, second)));
      assertEquals(report(first).get("learner/loss"), report(second).get("learner/loss"));
    }
  }

  /**
   * A linear function of one number that learns the value of 1 from that of 2 alone grows for ever
   * (Tsitsiklis and Van Roy 1997, figure 1): rewards allow 1.
   */
  @ParameterizedTest
  @CsvSource({"2, true", "1, false"})
  void metricsShowValuesThatLeaveTheirBounds(float next, boolean leavesThem) {
    AlgorithmContext context =
        new AlgorithmContext("Test-v0", Space.box(-5, 5, 1), Space.discrete(1), 1);
    DqnConfig config =
        small().withHiddenLayers(List.of()).withFinalLearningRate(1e-2).withTargetUpdateInterval(1);
    try (Algorithm algorithm = new DqnProvider().create(config, context);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      ExperienceSchema schema = replay.schema();
      ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
      row.putFloat(schema.offsetOf(TransitionSchema.OBSERVATION), 1);
      row.putFloat(schema.offsetOf(TransitionSchema.NEXT_OBSERVATION), next);
      row.putFloat(schema.offsetOf(TransitionSchema.REWARD), 0.1f);
      row.putFloat(schema.offsetOf(TransitionSchema.DISCOUNT), 0.9f);
      replay.insert(row, 0, 1);
      for (int i = 0; i < 2_000; i++) {
        learner.step();
      }
      report(learner);
      learner.step();
      Map<String, Double> metrics = report(learner);
      assertEquals(1, metrics.get("learner/q_upper_bound"), 1e-5);
      assertEquals(0, metrics.get("learner/q_lower_bound"));
      double value = metrics.get("learner/q_value");
      assertEquals(leavesThem, value > 2 || value < -1, metrics.toString());
      assertEquals(value, metrics.get("learner/q_highest"), 1e-6);
    }
  }

  static List<Space> observationSpaces() {
    return List.of(
        Space.box(-1, 1, 3),
        Space.box(-1, 1, 2, 5),
        Space.discrete(16),
        Space.multiDiscrete(32, 11, 2),
        Space.image(10, 10, 4, 1),
        Space.image(84, 84, 4, 255));
  }

  @ParameterizedTest
  @MethodSource("observationSpaces")
  void everyKindOfObservationIsLearnedFromAndActedOn(Space space) {
    AlgorithmContext context = new AlgorithmContext("Test-v0", space, Space.discrete(3), 1);
    DqnConfig config = small().withReplayCapacity(16);
    try (Algorithm algorithm = new DqnProvider().create(config, context);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay);
        Policy policy = algorithm.createPolicy(2)) {
      for (int i = 0; i < 16; i++) {
        insert(replay, 0, i % 3, 1, 0);
      }
      float[] before = parameters(algorithm, learner);
      assertTrue(learner.step());
      assertFalse(Arrays.equals(before, parameters(algorithm, learner)));
      ByteBuffer values = DirectBuffers.allocate(before.length, Float.BYTES);
      learner.copyParameters(values);
      long layout = algorithm.parameterLayout().layoutHash();
      policy.update(new ParameterSnapshot(1, 0, 1, layout, values.flip()));
      ByteBuffer actions = DirectBuffers.allocate(8);
      policy.act(new VectorStep(2, space), actions);
      assertTrue(actions.getInt(4) >= 0 && actions.getInt(4) < 3);
    }
  }

  @Test
  void continuousActionsAreRefused() {
    AlgorithmContext context =
        new AlgorithmContext("Pendulum-v1", Space.box(-1, 1, 3), Space.box(-2, 2, 1), 1);
    SettingsException refused =
        assertThrows(
            SettingsException.class, () -> new DqnProvider().create(DqnConfig.defaults(), context));
    assertTrue(refused.getMessage().startsWith("dqn needs discrete actions"), refused.getMessage());
  }

  @Test
  void learningThatCouldNeverBeginIsRefused() {
    DqnConfig config = small().withReplayCapacity(500).withLearningStarts(501);
    SettingsException refused = assertThrows(SettingsException.class, () -> algorithm(config));
    assertTrue(refused.getMessage().contains("learning would never begin"), refused.getMessage());
  }

  /** Every update makes tensors and frees them: memory outside the heap stays where it is. */
  @Test
  void nativeMemoryIsFlat() {
    DqnConfig config = small().withHiddenLayers(List.of(256, 256)).withBatchSize(64);
    try (Algorithm algorithm = algorithm(config);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      fillWithBandit(replay);
      // One tensor of 64 x 256 floats per update that is not freed would be 65 MB.
      ResidentMemory.assertFlat(1_000, 40L << 20, learner::step);
    }
  }
}
