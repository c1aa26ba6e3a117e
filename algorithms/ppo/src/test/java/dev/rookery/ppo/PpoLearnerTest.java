package dev.rookery.ppo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceBlock;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PpoLearnerTest {

  private static final int ENVIRONMENTS = 4;
  private static final int STEPS = 8;
  private static final int ROUND = ENVIRONMENTS * STEPS;
  private static final Space OBSERVATIONS = Space.box(-1, 1, 2);

  private static final PpoConfig SMALL =
      PpoConfig.defaults()
          .withStepsPerRound(STEPS)
          .withMinibatchSize(16)
          .withEpochs(4)
          .withHiddenLayers(List.of(16))
          .withLearningRate(1e-2)
          .withFinalLearningRate(1e-2);

  /** An algorithm, its actor in environments of one step, and its learner. */
  private static final class Bench implements AutoCloseable {

    final Algorithm algorithm;
    final ExperienceStore store;
    final Learner learner;
    final Actor actor;
    final VectorStep step;
    final ByteBuffer actions;
    final Space actionSpace;
    final SplittableRandom random = new SplittableRandom(3);
    private long version;

    Bench(PpoConfig config, Space actionSpace, Device device) {
      this.actionSpace = actionSpace;
      algorithm =
          new PpoProvider()
              .create(config, new AlgorithmContext("Test-v0", OBSERVATIONS, actionSpace, 1));
      store = algorithm.createStore();
      learner = algorithm.createLearner(context(device), store);
      actor = algorithm.createActor(new ActorContext(0, 1, ENVIRONMENTS, 100_000, 1));
      step = new VectorStep(ENVIRONMENTS, OBSERVATIONS);
      actions = DirectBuffers.allocate(ENVIRONMENTS, actionSpace.byteSize());
    }

    static LearnerContext context(Device device) {
      return new LearnerContext(1, ENVIRONMENTS, 100_000, 1, device);
    }

    /** What is rewarded is an action as the first number of the observation is: 0, or 1. */
    double play() {
      ByteBuffer values = DirectBuffers.allocate(algorithm.parameterLayout().size(), Float.BYTES);
      learner.copyParameters(values);
      long layout = algorithm.parameterLayout().layoutHash();
      actor.update(new ParameterSnapshot(++version, 0, 0, layout, values.flip()));
      Inserter rows = new Inserter(store);
      double sum = 0;
      observe();
      for (int t = 0; t < STEPS; t++) {
        actor.act(step, actions, 0);
        for (int k = 0; k < ENVIRONMENTS; k++) {
          float shown = step.observations().getFloat(k * OBSERVATIONS.byteSize());
          float reward;
          if (actionSpace.equals(Space.discrete(2))) {
            reward = actions.getInt(k * Integer.BYTES) == (shown > 0.5f ? 1 : 0) ? 1 : 0;
          } else {
            float error = actions.getFloat(k * Float.BYTES) - (shown - 0.5f);
            reward = -error * error;
          }
          step.rewards()[k] = reward;
          step.terminated()[k] = true;
          sum += reward;
        }
        step.nextObservations().put(0, step.observations(), 0, step.observations().capacity());
        observe();
        actor.observe(step, rows);
      }
      return sum / ROUND;
    }

    private void observe() {
      for (int k = 0; k < ENVIRONMENTS; k++) {
        int at = k * OBSERVATIONS.byteSize();
        step.observations().putFloat(at, random.nextInt(2));
        step.observations().putFloat(at + Float.BYTES, 1);
      }
    }

    void learn() {
      while (learner.step() == LearnerStep.UPDATED) {}
    }

    float[] parameters() {
      ByteBuffer values = DirectBuffers.allocate(algorithm.parameterLayout().size(), Float.BYTES);
      learner.copyParameters(values);
      float[] all = new float[algorithm.parameterLayout().size()];
      values.flip().asFloatBuffer().get(all);
      return all;
    }

    Map<String, Double> report() {
      Map<String, Double> metrics = new HashMap<>();
      learner.report(metrics::put);
      return metrics;
    }

    @Override
    public void close() {
      actor.close();
      learner.close();
      store.close();
      algorithm.close();
    }
  }

  /** Puts each row into a store at once. */
  private static final class Inserter implements ExperienceWriter, ExperienceBlock {

    private final ExperienceStore store;
    private final ByteBuffer row;
    private long rows;

    Inserter(ExperienceStore store) {
      this.store = store;
      row = DirectBuffers.allocate(store.schema().rowBytes());
    }

    @Override
    public int beginRow() {
      return 0;
    }

    @Override
    public void endRow() {
      rows++;
      store.insert(this);
    }

    @Override
    public ByteBuffer buffer() {
      return row;
    }

    @Override
    public int actorId() {
      return 0;
    }

    @Override
    public long sequence() {
      return rows;
    }

    @Override
    public long oldestVersion() {
      return 1;
    }

    @Override
    public long newestVersion() {
      return 1;
    }

    @Override
    public int rowCount() {
      return 1;
    }

    @Override
    public int rowsOffset() {
      return 0;
    }
  }

  @ParameterizedTest
  @CsvSource({"CLIP, Infinity", "PENALTY, 0.02"})
  void itLearnsWhichActionIsRewarded(PpoObjective objective, double target) {
    PpoConfig config = SMALL.withObjective(objective).withTargetDivergence(target);
    try (Bench bench = new Bench(config, Space.discrete(2), Device.CPU)) {
      double first = bench.play();
      double last = 0;
      for (int round = 0; round < 60; round++) {
        bench.learn();
        last = bench.play();
      }
      assertTrue(first < 0.8 && last > 0.95, first + " and then " + last);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itLearnsContinuousActions(boolean squashed) {
    PpoConfig config = SMALL.withSquashed(squashed);
    try (Bench bench = new Bench(config, Space.box(-1, 1, 1), Device.CPU)) {
      double first = bench.play();
      double last = 0;
      for (int round = 0; round < 150; round++) {
        bench.learn();
        last = bench.play();
      }
      assertTrue(last > -0.05 && last > first / 4, first + " and then " + last);
    }
  }

  @Test
  void aRoundIsEpochsOfMinibatches() {
    try (Bench bench = new Bench(SMALL, Space.discrete(2), Device.CPU)) {
      assertEquals(LearnerStep.IDLE, bench.learner.step());
      bench.play();
      int minibatches = 4 * ROUND / 16;
      for (int i = 1; i < minibatches; i++) {
        assertEquals(LearnerStep.UPDATED, bench.learner.step());
      }
      assertEquals(LearnerStep.ROUND_OVER, bench.learner.step());
      assertEquals(minibatches, bench.learner.steps());
      assertEquals(LearnerStep.IDLE, bench.learner.step());
      assertEquals(ENVIRONMENTS, bench.store.sampled());
      assertEquals(0, bench.store.size());
    }
  }

  /** With the parameters that acted, all ratios are 1: nothing is clipped, and nothing diverges. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFirstMinibatchOfEachRoundHasRatiosOfOne(boolean normalized) {
    PpoConfig config = SMALL.withNormalizeObservations(normalized);
    try (Bench bench = new Bench(config, Space.discrete(2), Device.CPU)) {
      bench.play();
      bench.learner.step();
      Map<String, Double> metrics = bench.report();
      assertEquals(0, metrics.get("learner/divergence"), 1e-9);
      assertEquals(0, metrics.get("learner/clip_fraction"));
      assertEquals(Math.log(2), metrics.get("learner/entropy"), 0.01);
      bench.learn();
      bench.play(); // with the constants that the first round made
      bench.report();
      bench.learner.step();
      metrics = bench.report();
      assertEquals(0, metrics.get("learner/divergence"), 1e-9);
      assertEquals(0, metrics.get("learner/clip_fraction"));
    }
  }

  @Test
  void aRoundEndsEarlyWhereThePolicyHasGoneTooFar() {
    PpoConfig config = SMALL.withTargetDivergence(1e-6).withEpochs(50);
    try (Bench bench = new Bench(config, Space.discrete(2), Device.CPU)) {
      bench.play();
      bench.learn();
      assertTrue(bench.learner.steps() <= 2 * ROUND / 16, bench.learner.steps() + " updates");
    }
  }

  @Test
  void thePenaltyFollowsTheDivergence() {
    PpoConfig config = SMALL.withObjective(PpoObjective.PENALTY).withTargetDivergence(1e-5);
    try (Bench bench = new Bench(config, Space.discrete(2), Device.CPU)) {
      bench.play();
      bench.learn();
      assertEquals(2, bench.report().get("learner/divergence_penalty"));
    }
    try (Bench bench = new Bench(config.withTargetDivergence(10), Space.discrete(2), Device.CPU)) {
      bench.play();
      bench.learn();
      assertEquals(0.5, bench.report().get("learner/divergence_penalty"));
    }
  }

  /** Where actors went away, there are fewer steps than a minibatch has. */
  @Test
  void itLearnsFromWhatIsThere() {
    PpoConfig config = SMALL.withMinibatchSize(ROUND).withEpochs(2);
    try (Bench bench = new Bench(config, Space.discrete(2), Device.CPU)) {
      bench.play();
      ExperienceStore half = bench.algorithm.createStore();
      Learner learner = bench.algorithm.createLearner(Bench.context(Device.CPU), half);
      bench.learn();
      Inserter rows = new Inserter(half);
      for (int i = 0; i < rows.row.capacity(); i++) {
        rows.row.put(i, (byte) 0);
      }
      rows.endRow();
      assertEquals(LearnerStep.UPDATED, learner.step());
      assertEquals(LearnerStep.ROUND_OVER, learner.step());
      learner.close();
    }
  }

  @Test
  void stagedMovesTheSameParameters() {
    try (Bench aliased = new Bench(SMALL, Space.box(-1, 1, 1), Device.CPU);
        Bench staged = new Bench(SMALL, Space.box(-1, 1, 1), Device.STAGED_CPU)) {
      for (int round = 0; round < 13; round++) {
        aliased.play();
        staged.play();
        LearnerStep done;
        do {
          float[] before = aliased.parameters();
          done = aliased.learner.step();
          assertEquals(done, staged.learner.step());
          float[] after = aliased.parameters();
          assertFalse(Arrays.equals(before, after));
          assertArrayEquals(after, staged.parameters(), 1e-6f);
        } while (done == LearnerStep.UPDATED);
        MemoryState state = new MemoryState();
        aliased.learner.save(state);
        staged.learner.load(state);
      }
    }
  }

  @Test
  void aLearnerGoesOnFromItsState() {
    PpoConfig config = SMALL.withNormalizeObservations(true);
    try (Bench first = new Bench(config, Space.discrete(2), Device.CPU);
        Bench second = new Bench(config, Space.discrete(2), Device.CPU)) {
      first.play();
      first.learn();
      MemoryState state = new MemoryState();
      first.learner.save(state);
      second.play();
      second.learn();
      second.learner.load(state);
      assertEquals(first.learner.steps(), second.learner.steps());
      assertArrayEquals(first.parameters(), second.parameters());
      first.play();
      first.learn();
      second.play();
      second.learn();
      assertArrayEquals(first.parameters(), second.parameters());
    }
  }

  /** Who sends such rows is refused. */
  @ParameterizedTest
  @CsvSource({
    "reward, NaN, column 'reward' of the experience has NaN",
    "value, Infinity, column 'value' of the experience has Infinity",
    "action, 0.5, 'column ''action'' of the experience has [0.5], which is no action'",
    "action, 2, 'column ''action'' of the experience has [2.0], which is no action'"
  })
  void rowsThatNothingCanBeLearnedFromAreNotTaken(String column, float value, String message) {
    try (Bench bench = new Bench(SMALL, Space.discrete(2), Device.CPU)) {
      Inserter rows = new Inserter(bench.store);
      for (int i = 0; i < rows.row.capacity(); i++) {
        rows.row.put(i, (byte) 0);
      }
      rows.row.putFloat(bench.store.schema().offsetOf(column), value);
      assertEquals(message, assertThrows(DivergenceException.class, rows::endRow).getMessage());
      assertEquals(0, bench.store.size());
    }
  }

  @Test
  void settingsThatDoNotGoTogetherAreRefused() {
    AlgorithmContext context = new AlgorithmContext("Test-v0", OBSERVATIONS, Space.discrete(2), 1);
    Algorithm odd = new PpoProvider().create(SMALL.withMinibatchSize(15), context);
    assertEquals(
        "minibatches of 15 steps do not divide the 32 steps of a round, stepsPerRound 8 in 4 environments: change one of them",
        assertThrows(
                SettingsException.class,
                () -> odd.createLearner(Bench.context(Device.CPU), odd.createStore()))
            .getMessage());
    assertEquals(
        "a penalty on divergence needs a divergence to aim at: set targetDivergence, for example to 0.01",
        assertThrows(
                SettingsException.class,
                () -> new PpoProvider().create(SMALL.withObjective(PpoObjective.PENALTY), context))
            .getMessage());
    AlgorithmContext unbounded =
        new AlgorithmContext("Test-v0", OBSERVATIONS, Space.box(Double.NEGATIVE_INFINITY, 1, 1), 1);
    String message =
        assertThrows(SettingsException.class, () -> new PpoProvider().create(SMALL, unbounded))
            .getMessage();
    assertTrue(message.startsWith("ppo needs actions between finite bounds"), message);
  }
}
