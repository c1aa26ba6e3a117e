package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.apex.ApeXDpgProvider;
import dev.rookery.apex.ApeXDqnProvider;
import dev.rookery.dqn.DqnProvider;
import dev.rookery.environment.Space;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.iqn.IqnProvider;
import dev.rookery.qrdqn.QrDqnProvider;
import dev.rookery.rainbow.C51Provider;
import dev.rookery.rainbow.RainbowProvider;
import dev.rookery.settings.Settings;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A learner whose tensors are staged, as on a GPU, moves the same parameters as one whose tensors
 * alias the host's memory, in each of 100 updates from equal state.
 */
class StagedLearnersTest {

  private static final int UPDATES = 100;
  private static final Space OBSERVATIONS = Space.box(-1, 1, 3);

  static Stream<Arguments> algorithms() {
    Space discrete = Space.discrete(3);
    return Stream.of(
        Arguments.of(new DqnProvider(), Map.of("dueling", true, "noisy", true), discrete),
        Arguments.of(new C51Provider(), Map.of(), discrete),
        Arguments.of(new QrDqnProvider(), Map.of("quantiles", 20), discrete),
        Arguments.of(new IqnProvider(), Map.of("riskMeasure", "cvar"), discrete),
        Arguments.of(new RainbowProvider(), Map.of("targetUpdateStep", 0.5), discrete),
        Arguments.of(new ApeXDqnProvider(), Map.of("prefetch", false), discrete),
        Arguments.of(
            new ApeXDqnProvider(),
            Map.of("prefetch", false, "distribution", "categorical"),
            discrete),
        Arguments.of(
            new ApeXDpgProvider(),
            Map.of("prefetch", false, "policyLayers", List.of(16), "criticLayers", List.of(16)),
            Space.box(-2, 2, 2)));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  <C extends Record & AlgorithmConfig> void stagedMovesTheSameParameters(
      AlgorithmProvider<C> provider, Map<String, Object> settings, Space actions) {
    Map<String, Object> small =
        new HashMap<>(
            Map.of(
                "batchSize", 16,
                "learningStarts", 16,
                "targetUpdateInterval", 7,
                "averagingUpdates", 0L));
    if (actions.equals(Space.discrete(3))) {
      small.put("hiddenLayers", List.of(16, 16));
    }
    small.putAll(settings);
    C config = Settings.with(provider.defaultSettings(), small);
    AlgorithmContext context = new AlgorithmContext("Test-v0", OBSERVATIONS, actions, 1);
    try (Algorithm algorithm = provider.create(config, context);
        ReplayBuffer replay = (ReplayBuffer) algorithm.createStore();
        ReplayBuffer copy = (ReplayBuffer) algorithm.createStore();
        Learner aliased = algorithm.createLearner(on(Device.CPU), replay);
        Learner staged = algorithm.createLearner(on(Device.STAGED_CPU), copy)) {
      fill(replay, actions);
      for (int i = 0; i < UPDATES; i++) {
        MemoryState state = new MemoryState();
        aliased.save(state.child("learner"));
        replay.save(state.child("replay"));
        staged.load(state.child("learner"));
        copy.load(state.child("replay"));
        float[] before = parameters(algorithm, aliased);
        aliased.step();
        staged.step();
        float[] after = parameters(algorithm, aliased);
        assertFalse(Arrays.equals(before, after));
        assertArrayEquals(after, parameters(algorithm, staged), 1e-6f, "update " + i);
      }
    }
  }

  private static LearnerContext on(Device device) {
    return new LearnerContext(1, 8, 100_000, 1, device);
  }

  private static void fill(ReplayBuffer replay, Space actions) {
    SplittableRandom random = new SplittableRandom(4);
    ExperienceSchema schema = replay.schema();
    ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
    for (int i = 0; i < 200; i++) {
      for (Column column : schema.columns()) {
        int offset = schema.offsetOf(column.name());
        if (column.name().equals("action") && actions.equals(Space.discrete(3))) {
          row.putInt(offset, random.nextInt(3));
          continue;
        }
        for (int at = offset; at < offset + column.byteSize(); at += Float.BYTES) {
          boolean positive = List.of("priority", "discount").contains(column.name());
          row.putFloat(at, (float) random.nextDouble(positive ? 0.1 : -0.9, 0.9));
        }
      }
      replay.insert(row, 0, 1);
    }
  }

  private static float[] parameters(Algorithm algorithm, Learner learner) {
    int size = algorithm.parameterLayout().size();
    ByteBuffer bytes = DirectBuffers.allocate(size, Float.BYTES);
    learner.copyParameters(bytes);
    float[] values = new float[size];
    bytes.flip().asFloatBuffer().get(values);
    return values;
  }
}
