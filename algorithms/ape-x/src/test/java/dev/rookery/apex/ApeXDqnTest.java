package dev.rookery.apex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.algorithm.Policy;
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.environment.Space;
import dev.rookery.environment.TensorSpace;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.Allocation;
import dev.rookery.testkit.algorithm.LearnerBench;
import dev.rookery.testkit.algorithm.LearnerContract;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApeXDqnTest extends LearnerContract<ApeXDqnConfig> {

  private static final LearnerContext LEARNER = new LearnerContext(1, 8, 500_000, 1, Device.CPU);

  private static final AlgorithmContext CONTEXT =
      new AlgorithmContext("Test-v0", Space.box(-1, 1, 2), Space.discrete(3), 1);

  private static ApeXDqnConfig small() {
    return ApeXDqnConfig.defaults()
        .withHiddenLayers(List.of(16))
        .withBatchSize(8)
        .withReplayCapacity(256)
        .withLearningStarts(8)
        .withLearningRate(1e-2);
  }

  @Override
  protected AlgorithmProvider<ApeXDqnConfig> provider() {
    return new ApeXDqnProvider();
  }

  @Override
  protected Map<String, ApeXDqnConfig> variants() {
    ApeXDqnConfig latest = small().withAveragingUpdates(0).withTargetUpdateInterval(7);
    ApeXDqnConfig prefetching = latest.withPrefetch(true);
    return Map.of(
        "drawn when needed", latest.withPrefetch(false),
        "prefetching", prefetching,
        "categorical", prefetching.withDistribution(DistributionKind.CATEGORICAL).withAtoms(11),
        "quantile", prefetching.withDistribution(DistributionKind.QUANTILE).withQuantiles(7),
        "noisy", prefetching.withNoisy(true));
  }

  @Override
  protected ApeXDqnConfig large() {
    return small().withHiddenLayers(List.of(256, 256)).withBatchSize(64);
  }

  private static Algorithm algorithm(ApeXDqnConfig config) {
    return algorithm(config, CONTEXT.observationSpace());
  }

  private static Algorithm algorithm(ApeXDqnConfig config, Space observations) {
    AlgorithmContext context =
        new AlgorithmContext("Test-v0", observations, CONTEXT.actionSpace(), 1);
    return new ApeXDqnProvider().create(config, context);
  }

  private static Actor actor(Algorithm algorithm, int environments) {
    return algorithm.createActor(new ActorContext(0, 1, environments, 500_000, 5));
  }

  /** What the learner's network has before its first update. */
  private static ParameterSnapshot parameters(Algorithm algorithm, Learner learner) {
    int bytes = algorithm.parameterLayout().size() * Float.BYTES;
    ByteBuffer values = DirectBuffers.allocate(bytes);
    learner.copyParameters(values);
    return new ParameterSnapshot(1, 0, 0, algorithm.parameterLayout().layoutHash(), values.flip());
  }

  private static double report(Learner learner, String name) {
    Map<String, Double> values = new HashMap<>();
    learner.report(values::put);
    return values.get(name);
  }

  static List<Arguments> windowsAndObservations() {
    return List.of(
        Arguments.of(1, Space.box(-1, 1, 2)),
        Arguments.of(3, Space.box(-1, 1, 2)),
        Arguments.of(3, Space.box(-1, 1, 2, 5)),
        Arguments.of(3, Space.discrete(16)),
        Arguments.of(3, Space.multiDiscrete(9, 4, 2)),
        Arguments.of(3, Space.image(5, 5, 3, 255)));
  }

  /** With the target network still a copy, what actors give is what the learner would give. */
  @ParameterizedTest
  @MethodSource("windowsAndObservations")
  void anActorsPrioritiesAreTheLearnersFirst(int nStep, Space observations) {
    ApeXDqnConfig config = small().withNStep(nStep).withBatchSize(1).withPrefetch(false);
    try (Algorithm algorithm = algorithm(config, observations);
        ReplayBuffer first = (ReplayBuffer) algorithm.createStore();
        Learner same = algorithm.createLearner(LEARNER, first);
        Actor actor = actor(algorithm, 2)) {
      actor.update(parameters(algorithm, same));
      ExperienceSchema schema = algorithm.experienceSchema();
      Rows rows = new Rows(schema);
      RandomSteps steps = new RandomSteps(observations, 2, 0.15);
      for (int i = 0; i < 40; i++) {
        steps.step(actor, rows);
      }
      for (int row = 0; row < rows.count(); row++) {
        int offset = row * schema.rowBytes();
        try (ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
            Learner learner = algorithm.createLearner(LEARNER, replay)) {
          replay.insert(rows.buffer(), offset, 1);
          learner.step();
          float priority =
              rows.buffer().getFloat(offset + schema.offsetOf(InitialPriorities.COLUMN));
          assertEquals(report(learner, "learner/priority"), priority, 1e-4, "row " + row);
          assertTrue(priority > 0);
        }
      }
      assertTrue(rows.count() > 60 && steps.truncations > 3 && steps.terminations > 3);
    }
  }

  /** One row, a linear network: every number of the first two updates can be had by hand. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false"})
  void updatesAreThoseComputedByHand(boolean doubleQ, boolean prefetch) {
    AlgorithmContext context =
        new AlgorithmContext("Test-v0", Space.box(-1, 1, 1), Space.discrete(2), 1);
    double rate = 0.5;
    ApeXDqnConfig config =
        ApeXDqnConfig.defaults()
            .withDoubleQ(doubleQ)
            .withDueling(false)
            .withHiddenLayers(List.of())
            .withHuberKappa(1)
            .withBatchSize(1)
            .withLearningRate(rate)
            .withPrefetch(prefetch);
    try (Algorithm algorithm = new ApeXDqnProvider().create(config, context);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      double s = 0.5;
      double next = -1;
      double reward = 10; // So large that both errors are beyond the Huber loss's corner.
      double discount = 0.75;
      ExperienceSchema schema = replay.schema();
      ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
      row.putFloat(schema.offsetOf(TransitionSchema.OBSERVATION), (float) s);
      row.putInt(schema.offsetOf(TransitionSchema.ACTION), 1);
      row.putFloat(schema.offsetOf(TransitionSchema.REWARD), (float) reward);
      row.putFloat(schema.offsetOf(TransitionSchema.DISCOUNT), (float) discount);
      row.putFloat(schema.offsetOf(TransitionSchema.NEXT_OBSERVATION), (float) next);
      row.putFloat(schema.offsetOf(InitialPriorities.COLUMN), 1);
      replay.insert(row, 0, 1);

      double[] online = linear(algorithm, learner);
      double[] target = online.clone();
      for (int step = 1; step <= 2; step++) {
        double[] chooser = doubleQ ? online : target;
        int best = q(chooser, 1, next) > q(chooser, 0, next) ? 1 : 0;
        double error = reward + discount * q(target, best, next) - q(online, 1, s);
        assertTrue(error > 1);
        assertEquals(LearnerStep.UPDATED, learner.step());
        Map<String, Double> report = new HashMap<>();
        learner.report(report::put);
        assertEquals(error, report.get("learner/priority"), 1e-5);
        assertEquals(error - 0.5, report.get("learner/loss"), 1e-5);
        assertEquals(q(online, 1, s), report.get("learner/q_value"), 1e-5);
        // The loss falls by 1 per unit of q, and q changes by s per unit of weight.
        assertEquals(Math.hypot(1, s), report.get("learner/gradient_norm"), 1e-5);
        // The same gradient each time: Adam steps by the full rate.
        online[1] += rate;
        online[3] += rate;
        assertArrayEquals(online, linear(algorithm, learner), 1e-5);
      }
    }
  }

  /** Weights of both actions, then biases of both. */
  private static double[] linear(Algorithm algorithm, Learner learner) {
    double[] values = new double[4];
    ByteBuffer bytes = parameters(algorithm, learner).values();
    for (int i = 0; i < 4; i++) {
      values[i] = bytes.getFloat(i * Float.BYTES);
    }
    return values;
  }

  private static double q(double[] linear, int action, double observation) {
    return linear[action] * observation + linear[2 + action];
  }

  @Test
  void replayIsBroughtBackToItsCapacityWhenItIsTime() {
    ApeXDqnConfig config = small().withReplayCapacity(20).withTrimInterval(4).withLearningStarts(8);
    try (Algorithm algorithm = algorithm(config);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay)) {
      assertTrue(replay.capacity() > 20);
      insertRows(replay, 22);
      for (int i = 0; i < 3; i++) {
        learner.step();
      }
      assertEquals(22, replay.size());
      learner.step();
      assertEquals(20, replay.size());
    }
  }

  private static void insertRows(ReplayBuffer replay, int count) {
    SplittableRandom random = new SplittableRandom(5);
    ExperienceSchema schema = replay.schema();
    ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
    for (int i = 0; i < count; i++) {
      row.putFloat(0, (float) random.nextDouble(-1, 1));
      row.putInt(schema.offsetOf(TransitionSchema.ACTION), random.nextInt(3));
      row.putFloat(schema.offsetOf(TransitionSchema.REWARD), (float) random.nextDouble());
      row.putFloat(schema.offsetOf(InitialPriorities.COLUMN), (float) random.nextDouble());
      replay.insert(row, 0, 1);
    }
  }

  /** The ladder is over the environments of all actors. */
  @Test
  void everyEnvironmentOfTheRunHasItsOwnExplorationRate() {
    try (Algorithm algorithm = algorithm(small())) {
      double[] means = new double[2];
      for (int id = 0; id < 2; id++) {
        try (ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
            Learner learner = algorithm.createLearner(LEARNER, replay);
            Actor actor = algorithm.createActor(new ActorContext(id, 2, 2, 500_000, 5))) {
          actor.update(parameters(algorithm, learner));
          new RandomSteps(CONTEXT.observationSpace(), 2, 0)
              .step(actor, new Rows(algorithm.experienceSchema()));
          double[] mean = means;
          int index = id;
          actor.report((name, value) -> mean[index] = value);
        }
      }
      // Golden rates of four actors.
      assertEquals((0.4 + 0.04715560318259697) / 2, means[0], 1e-9);
      assertEquals((0.005559127278786374 + 0.0006553600000000003) / 2, means[1], 1e-9);
    }
  }

  /** Nothing of its own: as much as the policy's passes do, which are those of ONNX Runtime. */
  @Test
  void actingAllocatesNothing() {
    try (Algorithm algorithm = algorithm(small());
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        Learner learner = algorithm.createLearner(LEARNER, replay);
        Policy policy = algorithm.createPolicy(4);
        Actor actor = actor(algorithm, 4)) {
      actor.update(parameters(algorithm, learner));
      policy.update(parameters(algorithm, learner));
      Rows rows = new Rows(algorithm.experienceSchema());
      RandomSteps steps = new RandomSteps(CONTEXT.observationSpace(), 4, 0.1);
      long perPass = Allocation.perRun(() -> policy.act(steps.step, steps.actions));
      long ours =
          Allocation.perUnit(
              () -> {
                long passes = steps.passes;
                steps.step(actor, rows);
                return steps.passes - passes;
              });
      assertTrue(ours <= perPass + 8, "%d bytes per pass, not %d".formatted(ours, perPass));
    }
  }

  @ParameterizedTest
  @EnumSource(DistributionKind.class)
  void everyDistributionLearnsTheValuesOfABandit(DistributionKind distribution) {
    ApeXDqnConfig config = small().withDistribution(distribution).withAtoms(11).withQuantiles(7);
    try (LearnerBench bench =
        new LearnerBench(
            algorithm(config.withFinalLearningRate(1e-4).withLearningRateSteps(2000)))) {
      bench.assertLearnsBandit(0.15);
    }
  }

  @Test
  void wrongSettingsAreRefused() {
    assertRefused(Map.of("distribution", "implicit"), "none, categorical, quantile");
    assertRefused(
        Map.of("distribution", "categorical", "vMin", 1, "vMax", 1), "vMin must be below");
    assertRefused(Map.of("atoms", 1), "'atoms' must be at least 2");
    assertRefused(Map.of("quantiles", 0), "'quantiles' must be at least 1");
    assertRefused(Map.of("quantileKappa", -1), "'quantileKappa' must be at least 0");
  }

  @Test
  void continuousActionsAreRefused() {
    AlgorithmContext context =
        new AlgorithmContext("Pendulum-v1", Space.box(-1, 1, 3), Space.box(-2, 2, 1), 1);
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () -> new ApeXDqnProvider().create(ApeXDqnConfig.defaults(), context));
    assertTrue(
        refused.getMessage().startsWith("ape-x needs discrete actions"), refused.getMessage());
  }

  /** An environment of random observations, rewards and ends. */
  private static final class RandomSteps {

    private final VectorStep step;
    private final ByteBuffer actions;
    private final TensorSpace space;
    private final double ending;
    private final SplittableRandom random = new SplittableRandom(3);
    private int terminations;
    private int truncations;

    /** Passes of the network that the actor needs: one to act, one where an episode was cut. */
    private long passes;

    private RandomSteps(Space observation, int environments, double ending) {
      step = new VectorStep(environments, observation);
      space = observation.asTensor();
      this.ending = ending;
      actions = DirectBuffers.allocate(environments, Integer.BYTES);
    }

    private void step(Actor actor, Rows rows) {
      actor.act(step, actions, 0);
      for (int k = 0; k < step.count(); k++) {
        step.rewards()[k] = (float) random.nextDouble(-2, 2);
        step.terminated()[k] = random.nextDouble() < ending;
        step.truncated()[k] = random.nextDouble() < ending;
        terminations += step.terminated()[k] ? 1 : 0;
        truncations += step.truncated()[k] && !step.terminated()[k] ? 1 : 0;
        observe(step.nextObservations(), k);
        if (step.ended(k)) {
          observe(step.observations(), k);
        } else {
          int at = k * space.byteSize();
          step.observations().put(at, step.nextObservations(), at, space.byteSize());
        }
      }
      passes += InitialPriorities.needsLastValues(step) ? 2 : 1;
      actor.observe(step, rows);
    }

    private void observe(ByteBuffer observations, int k) {
      for (int i = 0; i < space.size(); i++) {
        int at = k * space.byteSize() + i * space.dataType().bytes();
        switch (space.dataType()) {
          case FLOAT32 -> observations.putFloat(at, (float) random.nextDouble(-1, 1));
          case INT32 -> observations.putInt(at, random.nextInt(2));
          case UINT8 -> observations.put(at, (byte) random.nextInt(256));
        }
      }
    }
  }
}
