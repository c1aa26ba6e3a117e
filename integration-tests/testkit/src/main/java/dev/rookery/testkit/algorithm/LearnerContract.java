package dev.rookery.testkit.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.ResidentMemory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests that every algorithm passes whose learner draws transitions from a replay buffer, as a
 * test class to extend. It looks at whether parameters move, repeatability, checkpoints, starting
 * from other parameters, weights and priorities, divergence, memory, kinds of observations, and the
 * {@linkplain Device#STAGED_CPU staged} mode, which stands for a GPU:
 *
 * <pre>{@code
 * class MyLearnerTest extends LearnerContract<MyConfig> {
 *   @Override
 *   protected AlgorithmProvider<MyConfig> provider() {
 *     return new MyProvider();
 *   }
 *
 *   @Override
 *   protected Map<String, MyConfig> variants() {
 *     MyConfig small = MyConfig.defaults().withHiddenLayers(List.of(16)).withAveragingUpdates(0);
 *     return Map.of("plain", small, "double", small.withDoubleQ(true));
 *   }
 *
 *   @Override
 *   protected MyConfig large() {
 *     return MyConfig.defaults().withHiddenLayers(List.of(256)).withBatchSize(64);
 *   }
 * }
 * }</pre>
 *
 * @param <C> the algorithm's settings
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
public abstract class LearnerContract<C extends Record & AlgorithmConfig> {

  private static final int ROWS = 256;
  private static final Space OBSERVATIONS = Space.box(-1, 1, 2);

  /** An image whose bytes are no multiple of 4, choices, and a vector. */
  private static final Space PARTS =
      Space.dict("image", Space.image(5, 5, 1, 255))
          .and("gear", Space.discrete(3))
          .and("speed", Space.box(-1, 1, 2));

  private static final String NOT_SAVED =
      "a loaded learner goes on in another way than the one that was saved: statistics not saved?";

  /** A row of the first batch, and a reward that is far from the others. */
  private static final int PLANTED = 1;

  private static final float SURPRISE = 50;

  /** Less than other rewards in the replay are, so that bounds taken from them stay. */
  private static final float USUAL = 0.5f;

  private static final float STAGED_TOLERANCE = 1e-6f;

  /** What makes the algorithm. */
  protected abstract AlgorithmProvider<C> provider();

  /**
   * The settings of all forms to test, by name: with small networks and batches, a replay of 256
   * rows or more, and the latest parameters published, not their average.
   */
  protected abstract Map<String, C> variants();

  /** Settings with hidden layers of 256 units and batches of 64 rows. */
  protected abstract C large();

  /** The actions that it takes; two discrete ones unless overridden. */
  protected Space actions() {
    return Space.discrete(2);
  }

  /** What its learner makes use of; all that there is unless overridden. */
  protected Set<LearnerCapability> capabilities() {
    return EnumSet.allOf(LearnerCapability.class);
  }

  private LearnerBench bench(C config, Device device) {
    return bench(config, OBSERVATIONS, device);
  }

  private LearnerBench bench(C config, Space observations, Device device) {
    AlgorithmContext context = new AlgorithmContext("Test-v0", observations, actions(), 1);
    return new LearnerBench(
        provider().create(config, context), new LearnerContext(1, 8, 500_000, 1, device));
  }

  /** A bench with a {@link PlantedReplay} of random rows. */
  private LearnerBench planted(C config) {
    Algorithm algorithm =
        provider().create(config, new AlgorithmContext("Test-v0", OBSERVATIONS, actions(), 1));
    LearnerBench bench =
        new LearnerBench(
            algorithm,
            new LearnerContext(1, 8, 500_000, 1, Device.CPU),
            new PlantedReplay(algorithm.experienceSchema()));
    bench.insertRandomly(ROWS, OBSERVATIONS, actions());
    return bench;
  }

  /** The variants, as arguments of a test. */
  public final Stream<Named<C>> named() {
    return new TreeMap<>(variants())
        .entrySet().stream().map(e -> Named.of(e.getKey(), e.getValue()));
  }

  /**
   * Asserts that settings are refused in one line, as they are given or where the algorithm is made
   * of them.
   *
   * @param changes of the provider's defaults
   * @param reason is in the message
   */
  protected final void assertRefused(Map<String, ?> changes, String reason) {
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () -> bench(Settings.with(provider().defaultSettings(), changes), Device.CPU).close());
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
    assertEquals(1, String.valueOf(refused.getMessage()).lines().count(), refused.getMessage());
  }

  @ParameterizedTest
  @MethodSource("named")
  public void anEmptyReplayIsNoError(C config) {
    try (LearnerBench bench = bench(config, Device.CPU)) {
      assertEquals(LearnerStep.IDLE, bench.learner().step());
      assertEquals(0, bench.learner().steps());
    }
  }

  @ParameterizedTest
  @MethodSource("named")
  public void aLoadedLearnerGoesOnBitForBit(C config) {
    for (int before : new int[] {0, 30}) {
      try (LearnerBench first = bench(config, Device.CPU);
          LearnerBench second = bench(config, Device.CPU)) {
        first.insertRandomly(ROWS, OBSERVATIONS, actions());
        first.step(before);
        first.report();
        second.load(first.save());
        first.step(30);
        second.step(30);
        assertEquals(before + 30, second.learner().steps());
        assertArrayEquals(first.parameters(), second.parameters(), NOT_SAVED);
        assertEquals(first.report(), second.report(), NOT_SAVED);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("named")
  public void aLearnerGoesOnFromTheParametersItStartsFrom(C config) {
    try (LearnerBench source = bench(config, Device.CPU)) {
      source.insertRandomly(ROWS, OBSERVATIONS, actions());
      source.step(100);
      float[] learned = source.parameters();
      for (Device device : List.of(Device.CPU, Device.STAGED_CPU)) {
        try (LearnerBench bench = bench(config, device)) {
          float[] random = bench.parameters();
          bench.learner().startFrom(source.snapshot());
          assertArrayEquals(learned, bench.parameters());
          assertEquals(0, bench.learner().steps());
          bench.insertRandomly(ROWS, OBSERVATIONS, actions());
          bench.step(1);
          float[] moved = bench.parameters();
          assertFalse(Arrays.equals(learned, moved));
          assertTrue(distance(moved, learned) < distance(moved, random));
          assertThrows(
              IllegalStateException.class, () -> bench.learner().startFrom(source.snapshot()));
        }
      }
    }
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((double) a[i] - b[i]);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("named")
  public void stagedTensorsMoveTheSameParameters(C config) {
    assertStagedMovesTheSame(config, OBSERVATIONS, 100);
    assertStagedMovesTheSame(config, PARTS, 10);
  }

  private void assertStagedMovesTheSame(C config, Space observations, int updates) {
    try (LearnerBench aliased = bench(config, observations, Device.CPU);
        LearnerBench staged = bench(config, observations, Device.STAGED_CPU)) {
      aliased.insertRandomly(ROWS, observations, actions());
      for (int update = 1; update <= updates; update++) {
        float[] before = aliased.parameters();
        staged.load(aliased.save());
        aliased.step(1);
        staged.step(1);
        float[] moved = aliased.parameters();
        assertFalse(Arrays.equals(before, moved));
        assertArrayEquals(moved, staged.parameters(), STAGED_TOLERANCE, "update " + update);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("named")
  public void everyKindOfObservationIsLearnedFromAndActedOn(C config) {
    for (Space space :
        List.of(
            Space.box(-1, 1, 3),
            Space.box(-1, 1, 2, 5),
            Space.discrete(16),
            Space.multiDiscrete(32, 11, 2),
            Space.image(10, 10, 4, 1),
            Space.image(84, 84, 4, 255),
            PARTS)) {
      try (LearnerBench bench = bench(config, space, Device.CPU)) {
        bench.insertRandomly(16, space, actions());
        float[] before = bench.parameters();
        bench.step(1);
        assertFalse(Arrays.equals(before, bench.parameters()));
        VectorStep observed = new VectorStep(2, space);
        assertActions(bench.act(observed, actions()), actions());
        assertActions(bench.explore(observed, actions()), actions());
      }
    }
  }

  private static void assertActions(ByteBuffer chosen, Space actions) {
    for (int at = 0; at < chosen.capacity(); at += Float.BYTES) {
      if (actions instanceof DiscreteSpace discrete) {
        assertTrue(chosen.getInt(at) >= 0 && chosen.getInt(at) < discrete.n());
      } else if (actions instanceof BoxSpace box) {
        int index = at / Float.BYTES % box.size();
        float number = chosen.getFloat(at);
        assertTrue(number >= box.low(index) && number <= box.high(index), number + " of " + box);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("named")
  public void aLossThatIsNotFiniteNamesTheUpdateAndTheColumn(C config) {
    for (float reward : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      try (LearnerBench bench = bench(config, Device.CPU)) {
        for (int i = 0; i < 8; i++) {
          bench.insert(0, 0, reward, 0.5);
        }
        DivergenceException e =
            assertThrows(DivergenceException.class, () -> bench.learner().step());
        assertTrue(String.valueOf(e.getMessage()).contains("update 1"), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains("'reward'"), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("named")
  public void anUpdateMovesTheParameters(C config) {
    try (LearnerBench bench = bench(config, Device.CPU)) {
      bench.insertRandomly(ROWS, OBSERVATIONS, actions());
      float[] before = bench.parameters();
      bench.step(1);
      assertFalse(
          Arrays.equals(before, bench.parameters()), "an update is made, and moves nothing");
    }
  }

  /** The row whose reward nobody can expect gets the largest priority. */
  @ParameterizedTest
  @MethodSource("named")
  public void prioritiesGoToTheirRows(C config) {
    try (LearnerBench bench = planted(config)) {
      PlantedReplay replay = (PlantedReplay) bench.replay();
      bench.step(100);
      replay.reward(PLANTED, SURPRISE);
      replay.rewind();
      bench.step(1);
      Map<Integer, Float> priorities = replay.priorities();
      if (!capabilities().contains(LearnerCapability.PRIORITIES)) {
        assertEquals(Map.of(), priorities, "declare " + LearnerCapability.PRIORITIES);
        return;
      }
      int largest =
          priorities.entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .map(Map.Entry::getKey)
              .orElse(-1);
      assertEquals(
          PLANTED,
          largest,
          () ->
              "the reward of row %s is %s, which nobody can expect, but the largest priority goes to row %s: priorities of the wrong row? By row: %s"
                  .formatted(PLANTED, SURPRISE, largest, priorities));
    }
  }

  /** A row of weight 0 may have any reward; a row of weight 1 may not. */
  @ParameterizedTest
  @MethodSource("named")
  public void rowsOfWeightZeroMoveNothing(C config) {
    assertFalse(
        Arrays.equals(movedBy(config, 1, -USUAL), movedBy(config, 1, USUAL)),
        "the reward of a row does not matter");
    boolean same = Arrays.equals(movedBy(config, 0, -USUAL), movedBy(config, 0, USUAL));
    if (capabilities().contains(LearnerCapability.WEIGHTS)) {
      assertTrue(same, "a row of importance weight 0 moves the parameters: weights ignored?");
    } else {
      assertFalse(same, "a row of weight 0 moves nothing: declare " + LearnerCapability.WEIGHTS);
    }
  }

  /** The parameters after one update with a row of this weight and reward. */
  private float[] movedBy(C config, float weight, float reward) {
    try (LearnerBench bench = planted(config)) {
      PlantedReplay replay = (PlantedReplay) bench.replay();
      replay.weigh(PLANTED, weight);
      replay.reward(PLANTED, reward);
      bench.step(1);
      return bench.parameters();
    }
  }

  /** Every update makes tensors and frees them: memory outside the heap stays where it is. */
  @Test
  public void nativeMemoryIsFlat() {
    for (Device device : List.of(Device.CPU, Device.STAGED_CPU)) {
      try (LearnerBench bench = bench(large(), device)) {
        bench.insertRandomly(ROWS, OBSERVATIONS, actions());
        // One tensor of 64 x 256 floats per update that is not freed would be 32 MB.
        ResidentMemory.assertFlat(500, 24L << 20, () -> bench.step(1));
      }
    }
  }
}
