package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.rookery.a3c.A3cProvider;
import dev.rookery.a3c.AsyncSarsaProvider;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.algorithm.Policy;
import dev.rookery.apex.ApeXDqnProvider;
import dev.rookery.distributeddqn.DistributedDqnProvider;
import dev.rookery.dqn.DqnProvider;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.environment.VectorStep;
import dev.rookery.envs.probe.ProbeLegalActions;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.impala.ImpalaProvider;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.iqn.IqnProvider;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.ppo.PpoProvider;
import dev.rookery.qrdqn.QrDqnProvider;
import dev.rookery.rainbow.C51Provider;
import dev.rookery.rainbow.RainbowProvider;
import dev.rookery.settings.Settings;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In 100,000 steps, with many networks of random parameters, no algorithm takes an illegal action:
 * neither exploring, nor greedy, nor as an exported policy in ONNX Runtime alone.
 */
class LegalActingTest {

  private static final int ENVIRONMENTS = 50;
  private static final int STEPS = 100_000 / ENVIRONMENTS;

  /** Steps of all environments with the same parameters. */
  private static final int STEPS_OF_ONE_NETWORK = STEPS / 10;

  private static final int ACTIONS = 6;

  private final SerialVectorEnvironment environments =
      new SerialVectorEnvironment(
          "ProbeLegalActions-v0",
          Stream.generate(
                  () -> new ProbeLegalActions(new ProbeLegalActions.Settings(ACTIONS, 5, true)))
              .limit(ENVIRONMENTS)
              .toList(),
          1);
  private final VectorStep step = VectorStep.of(environments);
  private final ByteBuffer actions = DirectBuffers.allocate(ENVIRONMENTS, Integer.BYTES);
  private final int[] taken = new int[ACTIONS];
  private final SplittableRandom random = new SplittableRandom(7);
  private long version;

  @TempDir private Path folder;

  static Stream<Arguments> algorithms() {
    Map<String, Object> boltzmann = Map.of("exploration", "boltzmann", "temperature", 0.5);
    return Stream.of(
        Arguments.of(new DqnProvider(), Map.of()),
        Arguments.of(new DqnProvider(), boltzmann),
        Arguments.of(new C51Provider(), Map.of()),
        Arguments.of(new QrDqnProvider(), Map.of("quantiles", 20)),
        Arguments.of(new IqnProvider(), Map.of("riskMeasure", "cvar")),
        Arguments.of(new RainbowProvider(), Map.of()),
        Arguments.of(new PpoProvider(), Map.of()),
        Arguments.of(new ImpalaProvider(), Map.of()),
        Arguments.of(new A3cProvider(), Map.of("aggregation", "gradients")),
        Arguments.of(new AsyncSarsaProvider(), Map.of("aggregation", "gradients")),
        Arguments.of(new DistributedDqnProvider(), Map.of("samplesPerInsert", 0.25)),
        Arguments.of(new ApeXDqnProvider(), Map.of()),
        Arguments.of(new ApeXDqnProvider(), Map.of("distribution", "categorical")));
  }

  @AfterEach
  void close() {
    environments.close();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  <C extends Record & AlgorithmConfig> void actorsExploreLegally(
      AlgorithmProvider<C> provider, Map<String, Object> settings) {
    try (Algorithm algorithm = algorithm(provider, settings);
        Actor actor = algorithm.createActor(new ActorContext(0, 1, ENVIRONMENTS, 100_000, 1))) {
      ExperienceWriter rows = new ForgetfulWriter(algorithm.experienceSchema().rowBytes());
      environments.reset(step);
      for (int t = 0; t < STEPS; t++) {
        if (t % STEPS_OF_ONE_NETWORK == 0) {
          actor.update(randomParameters(algorithm));
        }
        actor.act(step, actions, (long) t * ENVIRONMENTS);
        takeLegally();
        actor.observe(step, rows);
      }
    }
    assertAllTaken();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  <C extends Record & AlgorithmConfig> void greedyPoliciesActLegally(
      AlgorithmProvider<C> provider, Map<String, Object> settings) {
    try (Algorithm algorithm = algorithm(provider, settings);
        Policy policy = algorithm.createPolicy(ENVIRONMENTS)) {
      environments.reset(step);
      for (int t = 0; t < STEPS; t++) {
        if (t % STEPS_OF_ONE_NETWORK == 0) {
          policy.update(randomParameters(algorithm));
        }
        policy.act(step, actions);
        takeLegally();
      }
    }
    assertAllTaken();
  }

  /** So that people hear of the values that are not finite, and not of an illegal action. */
  @ParameterizedTest
  @MethodSource("algorithms")
  <C extends Record & AlgorithmConfig> void valuesThatAreNoNumbersLeadToLegalActions(
      AlgorithmProvider<C> provider, Map<String, Object> settings) {
    try (Algorithm algorithm = algorithm(provider, settings);
        Policy policy = algorithm.createPolicy(ENVIRONMENTS)) {
      policy.update(parameters(algorithm, () -> Float.NaN));
      environments.reset(step);
      for (int t = 0; t < 20; t++) {
        policy.act(step, actions);
        takeLegally();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  <C extends Record & AlgorithmConfig> void exportedPoliciesActLegallyInOnnxRuntimeAlone(
      AlgorithmProvider<C> provider, Map<String, Object> settings) throws OrtException {
    Path file = folder.resolve("policy.onnx");
    try (Algorithm algorithm = algorithm(provider, settings)) {
      environments.reset(step);
      for (int network = 0; network < STEPS / STEPS_OF_ONE_NETWORK; network++) {
        algorithm.exportPolicy(randomParameters(algorithm), file);
        play(file.toString());
      }
    }
    assertAllTaken();
  }

  private void play(String file) throws OrtException {
    OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    try (OrtSession session = runtime.createSession(file);
        OnnxTensor observations =
            OnnxTensor.createTensor(
                runtime,
                step.observations(),
                shape(environments.observationSpace().asTensor().size()),
                OnnxJavaType.FLOAT);
        OnnxTensor masks =
            OnnxTensor.createTensor(
                runtime, step.actionMasks(), shape(ACTIONS), OnnxJavaType.UINT8)) {
      Map<String, OnnxTensor> inputs = Map.of("observation", observations, "action_mask", masks);
      for (int t = 0; t < STEPS_OF_ONE_NETWORK; t++) {
        try (OrtSession.Result result = session.run(inputs)) {
          long[] chosen = (long[]) result.get("action").orElseThrow().getValue();
          for (int k = 0; k < ENVIRONMENTS; k++) {
            actions.putInt(k * Integer.BYTES, (int) chosen[k]);
          }
        }
        takeLegally();
      }
    }
  }

  private static long[] shape(int size) {
    return new long[] {ENVIRONMENTS, size};
  }

  /** Looks at the masks itself, although the environments would refuse illegal actions too. */
  private void takeLegally() {
    for (int k = 0; k < ENVIRONMENTS; k++) {
      int action = actions.getInt(k * Integer.BYTES);
      assertEquals(1, step.actionMasks().get(k * ACTIONS + action), "action " + action);
      taken[action]++;
    }
    environments.step(actions, step);
  }

  private void assertAllTaken() {
    for (int action = 0; action < ACTIONS; action++) {
      assertTrue(taken[action] > 0, "action %s was never taken".formatted(action));
    }
  }

  private <C extends Record & AlgorithmConfig> Algorithm algorithm(
      AlgorithmProvider<C> provider, Map<String, Object> settings) {
    Map<String, Object> small = new HashMap<>(settings);
    small.put("hiddenLayers", List.of(16));
    AlgorithmContext context =
        new AlgorithmContext(
                "ProbeLegalActions-v0",
                environments.observationSpace(),
                environments.actionSpace(),
                1)
            .withLegalActions();
    return provider.create(Settings.with(provider.defaultSettings(), small), context);
  }

  private ParameterSnapshot randomParameters(Algorithm algorithm) {
    return parameters(algorithm, () -> random.nextDouble(-1, 1));
  }

  private ParameterSnapshot parameters(Algorithm algorithm, DoubleSupplier source) {
    ParameterLayout layout = algorithm.parameterLayout();
    ByteBuffer values = DirectBuffers.allocate(layout.size(), Float.BYTES);
    for (int i = 0; i < layout.size(); i++) {
      values.putFloat(i * Float.BYTES, (float) source.getAsDouble());
    }
    return new ParameterSnapshot(++version, 0, 0, layout.layoutHash(), values);
  }

  /** Takes rows and keeps none. */
  private static final class ForgetfulWriter implements ExperienceWriter {

    private final ByteBuffer row;

    ForgetfulWriter(int rowBytes) {
      row = DirectBuffers.allocate(rowBytes);
    }

    @Override
    public int beginRow() {
      return 0;
    }

    @Override
    public ByteBuffer buffer() {
      return row;
    }

    @Override
    public void endRow() {}
  }
}
