package dev.rookery.apex;

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
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterLayout;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ApeXDpgLearnerTest {

  private static final LearnerContext LEARNER = new LearnerContext(1, 8, 500_000, 1, Device.CPU);

  private static Algorithm algorithm(ApeXDpgConfig config) {
    return DpgRuns.algorithm(config, DpgRuns.CONTEXT);
  }

  /** Actions from -2 to 4; the best one is 1 + 2 x where x is observed, and worth 0. */
  private static void fillWithBandit(ReplayBuffer replay) {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 256; i++) {
      float x = (float) random.nextDouble(-1, 1);
      float action = (float) random.nextDouble(-2, 4);
      float away = action - (1 + 2 * x);
      insert(replay, x, action, -away * away, 0);
    }
  }

  private static void insert(
      ReplayBuffer replay, float observation, float action, float reward, float discount) {
    ExperienceSchema schema = replay.schema();
    ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
    if (observation != 0) {
      row.putFloat(schema.offsetOf(TransitionSchema.OBSERVATION), observation);
    }
    row.putFloat(schema.offsetOf(TransitionSchema.ACTION), action);
    row.putFloat(schema.offsetOf(TransitionSchema.REWARD), reward);
    row.putFloat(schema.offsetOf(TransitionSchema.DISCOUNT), discount);
    row.putFloat(schema.offsetOf(InitialPriorities.COLUMN), 1);
    replay.insert(row, 0, 1);
  }

  private static float[] parameters(Algorithm algorithm, Learner learner) {
    float[] values = new float[algorithm.parameterLayout().size()];
    DpgRuns.snapshot(algorithm, learner).values().asFloatBuffer().get(values);
    return values;
  }

  private static Map<String, Double> report(Learner learner) {
    Map<String, Double> values = new HashMap<>();
    learner.report(values::put);
    return values;
  }

  @Test
  void thePolicyFindsTheBestActionsOfABandit() {
    ApeXDpgConfig config = DpgRuns.small().withBatchSize(32);
    try (Algorithm algorithm = algorithm(config);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay);
        Policy policy = algorithm.createPolicy(3)) {
      fillWithBandit(replay);
      for (int i = 0; i < 3000; i++) {
        assertTrue(learner.step());
      }
      policy.update(DpgRuns.snapshot(algorithm, learner));
      VectorStep step = new VectorStep(3, DpgRuns.CONTEXT.observationSpace());
      step.observations().putFloat(0, -0.7f).putFloat(8, 0).putFloat(16, 0.9f);
      ByteBuffer actions = DirectBuffers.allocate(12);
      policy.act(step, actions);
      assertEquals(-0.4, actions.getFloat(0), 0.25);
      assertEquals(1, actions.getFloat(4), 0.25);
      assertEquals(2.8, actions.getFloat(8), 0.25);
      report(learner);
      learner.step();
      assertEquals(0, report(learner).get("learner/policy_loss"), 0.3);
    }
  }

  @Test
  void policyAndCriticGoOnFromTheParametersTheyStartFrom() {
    ApeXDpgConfig config = DpgRuns.small().withAveragingUpdates(0);
    try (Algorithm algorithm = algorithm(config);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner source = algorithm.createLearner(LEARNER, replay);
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      fillWithBandit(replay);
      for (int i = 0; i < 100; i++) {
        source.step();
      }
      float[] random = parameters(algorithm, learner);
      float[] learned = parameters(algorithm, source);
      learner.startFrom(DpgRuns.snapshot(algorithm, source));
      assertArrayEquals(learned, parameters(algorithm, learner));
      learner.step();
      float[] moved = parameters(algorithm, learner);
      // Adam's first step moves no parameter by more than the learning rate.
      for (ParameterLayout.Entry entry : algorithm.parameterLayout().entries()) {
        for (int i = entry.offset(); i < entry.offset() + entry.size(); i++) {
          assertEquals(learned[i], moved[i], 1.01e-2, entry.name());
        }
      }
      assertFalse(Arrays.equals(random, moved));
    }
  }

  /** Reward 1 for ever, discount 0.5: the value is 1 / (1 - 0.5) = 2, through the targets. */
  @Test
  void valuesBootstrapFromTheTargetNetworks() {
    ApeXDpgConfig config =
        DpgRuns.small()
            .withTargetUpdateStep(0.05)
            .withCriticLearningRate(3e-3)
            .withPolicyLearningRate(0); // else it looks for actions that seem better
    try (Algorithm algorithm = algorithm(config);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      for (int i = 0; i < 64; i++) {
        insert(replay, 0, i % 4, 1, 0.5f);
      }
      for (int i = 0; i < 2000; i++) {
        learner.step();
      }
      report(learner);
      learner.step();
      assertEquals(2, report(learner).get("learner/q_value"), 0.1);
    }
  }

  @Test
  void anEmptyReplayIsNoError() {
    try (Algorithm algorithm = algorithm(DpgRuns.small());
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      assertFalse(learner.step());
      assertEquals(0, learner.steps());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLoadedLearnerGoesOnBitForBit(boolean prefetch) {
    ApeXDpgConfig config = DpgRuns.small().withPrefetch(prefetch);
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
  void bothPartsOfTheNetworkLearnWithRatesOfTheirOwn() {
    for (String still : List.of("policy", "critic")) {
      ApeXDpgConfig config = DpgRuns.small().with(still + "LearningRate", 0.0);
      try (Algorithm algorithm = algorithm(config);
          ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
          Learner learner = algorithm.createLearner(LEARNER, replay)) {
        fillWithBandit(replay);
        float[] before = parameters(algorithm, learner);
        learner.step();
        float[] after = parameters(algorithm, learner);
        algorithm
            .parameterLayout()
            .entries()
            .forEach(
                entry -> {
                  int end = entry.offset() + entry.size();
                  assertEquals(
                      entry.name().startsWith(still),
                      Arrays.equals(before, entry.offset(), end, after, entry.offset(), end),
                      entry.name());
                });
      }
    }
  }

  @Test
  void aLossThatIsNotFiniteNamesTheUpdateAndTheColumn() {
    try (Algorithm algorithm = algorithm(DpgRuns.small());
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

  static List<Space> observationSpaces() {
    return List.of(
        Space.box(-1, 1, 3),
        Space.box(-1, 1, 2, 5),
        Space.discrete(16),
        Space.multiDiscrete(32, 11, 2),
        Space.image(10, 10, 4, 1));
  }

  @ParameterizedTest
  @MethodSource("observationSpaces")
  void everyKindOfObservationIsLearnedFromAndActedOn(Space space) {
    AlgorithmContext context = new AlgorithmContext("Test-v0", space, Space.box(-3, 3, 2, 3), 1);
    ApeXDpgConfig config = DpgRuns.small().withReplayCapacity(16);
    try (Algorithm algorithm = DpgRuns.algorithm(config, context);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay);
        Policy policy = algorithm.createPolicy(2)) {
      for (int i = 0; i < 16; i++) {
        insert(replay, 0, i % 3, 1, 0);
      }
      float[] before = parameters(algorithm, learner);
      assertTrue(learner.step());
      assertFalse(Arrays.equals(before, parameters(algorithm, learner)));
      policy.update(DpgRuns.snapshot(algorithm, learner));
      ByteBuffer actions = DirectBuffers.allocate(2 * 6 * Float.BYTES);
      policy.act(new VectorStep(2, space), actions);
      for (int i = 0; i < 12; i++) {
        assertTrue(Math.abs(actions.getFloat(i * Float.BYTES)) <= 3);
      }
    }
  }

  @Test
  void discreteActionsAreRefusedWithWhoTakesThem() {
    AlgorithmContext context =
        new AlgorithmContext("CartPole-v1", Space.box(-1, 1, 3), Space.discrete(2), 1);
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () -> DpgRuns.algorithm(ApeXDpgConfig.defaults(), context).close());
    assertEquals(
        "ape-x-dpg needs continuous actions, but those of CartPole-v1 are discrete(2): choose an"
            + " environment with a box of float32 as its action space, or the algorithm ape-x",
        refused.getMessage());
  }

  @Test
  void settingsThatContradictEachOtherAreRefused() {
    assertRefused(
        DpgRuns.small().withReplayCapacity(500).withLearningStarts(501),
        "learning would never begin");
    assertRefused(DpgRuns.small().withSmallestNoise(0.9), "smallestNoise 0.9 is above");
  }

  private static void assertRefused(ApeXDpgConfig config, String why) {
    SettingsException refused =
        assertThrows(SettingsException.class, () -> algorithm(config).close());
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }

  /** Every update makes tensors and frees them: memory outside the heap stays where it is. */
  @Test
  void nativeMemoryIsFlat() {
    ApeXDpgConfig config =
        DpgRuns.small()
            .withPolicyLayers(List.of(256))
            .withCriticLayers(List.of(256))
            .withBatchSize(128);
    try (Algorithm algorithm = algorithm(config);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      fillWithBandit(replay);
      // One tensor of 128 x 256 floats per update that is not freed would be 65 MB.
      ResidentMemory.assertFlat(500, 40L << 20, learner::step);
    }
  }
}
