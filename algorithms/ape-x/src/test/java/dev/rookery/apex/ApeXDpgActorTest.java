package dev.rookery.apex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.core.continuous.ActionScale;
import dev.rookery.core.continuous.ActorCritic;
import dev.rookery.core.continuous.ActorCriticPair;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.network.Activation;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.testkit.Allocation;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ApeXDpgActorTest {

  private static final int K = 3;
  private static final int SIZE = 2;
  private static final Space OBSERVATIONS = Space.box(-1, 1, 2);
  private static final BoxSpace ACTIONS =
      BoxSpace.vector(new double[] {-2, 0}, new double[] {2, 10});
  private static final AlgorithmContext CONTEXT =
      new AlgorithmContext("Test-v0", OBSERVATIONS, ACTIONS, 1);

  private final ApeXDpgConfig config = DpgRuns.small().withNStep(3);
  private final ActionScale scale = ActionScale.of("", "", ACTIONS, "");
  private final ByteBuffer actions = DirectBuffers.allocate(K * ACTIONS.byteSize());
  private final VectorStep step = new VectorStep(K, OBSERVATIONS);
  private final SplittableRandom random = new SplittableRandom(8);
  private float[] parameters;
  private ActorCriticPair networks;
  private NDManager manager;

  @BeforeEach
  void makeNetworks() {
    ActorCritic network = network();
    parameters = Initializers.uniform(network.parameterLayout(), 5);
    networks = new ActorCriticPair(this::network, parameters, TensorMemory.of(Device.CPU));
    manager = TorchEngine.newManager();
  }

  private ActorCritic network() {
    return new ActorCritic(
        OBSERVATIONS, SIZE, Activation.RELU, config.policyLayers(), config.criticLayers());
  }

  @AfterEach
  void close() {
    manager.close();
    networks.close();
  }

  private Actor actor(Algorithm algorithm) {
    Actor actor = algorithm.createActor(new ActorContext(0, 1, K, 500_000, 77));
    actor.update(DpgRuns.snapshot(algorithm, parameters));
    return actor;
  }

  /** What the environments lead to next, whatever is done; seldom an end. */
  private void environmentsStep() {
    for (int k = 0; k < K; k++) {
      int end = random.nextInt(12);
      step.terminated()[k] = end == 0;
      step.truncated()[k] = end == 1 || end == 2;
      step.rewards()[k] = (float) random.nextDouble(-3, 3);
      for (int i = 0; i < 2; i++) {
        int at = (2 * k + i) * Float.BYTES;
        float next = (float) random.nextDouble(-1, 1);
        step.nextObservations().putFloat(at, next);
        step.observations().putFloat(at, end > 2 ? next : (float) random.nextDouble(-1, 1));
      }
    }
  }

  private static float[] floats(ByteBuffer buffer, int offset, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = buffer.getFloat(offset + i * Float.BYTES);
    }
    return values;
  }

  private NDArray tensor(float[] values) {
    return manager.create(values).reshape(1, values.length);
  }

  /** Q(s, μ(s)), by DJL. */
  private float policyValue(float[] observation) {
    return networks.policyValue(tensor(observation)).getFloat();
  }

  /** Q(s, a) of an environment's action, by DJL. */
  private float value(float[] observation, float[] action) {
    float[] numbers = new float[SIZE];
    scale.normalize(FloatBuffer.wrap(action), numbers);
    NDArray[] observations = {tensor(observation)};
    return networks.value(observations, tensor(numbers)).getFloat();
  }

  @Test
  void withoutNoiseItActsAsTheNetworkSays() {
    ApeXDpgConfig still = config.withLargestNoise(0).withSmallestNoise(0);
    try (Algorithm algorithm = DpgRuns.algorithm(still, CONTEXT);
        Actor actor = actor(algorithm)) {
      for (int i = 0; i < 20; i++) {
        environmentsStep();
        actor.act(step, actions, 0);
        for (int k = 0; k < K; k++) {
          float[] observation = floats(step.observations(), k * 8, 2);
          NDArray numbers = networks.policy(tensor(observation));
          assertEquals(2 * numbers.getFloat(0, 0), actions.getFloat(k * 8), 1e-4f);
          assertEquals(5 + 5 * numbers.getFloat(0, 1), actions.getFloat(k * 8 + 4), 1e-4f);
        }
      }
    }
  }

  /** The column of priorities against values computed anew from what the rows say. */
  @Test
  void everyRowsPriorityIsTheSizeOfItsTdError() {
    try (Algorithm algorithm = DpgRuns.algorithm(config, CONTEXT);
        Actor actor = actor(algorithm)) {
      ExperienceSchema schema = algorithm.experienceSchema();
      Rows rows = new Rows(schema);
      environmentsStep();
      for (int i = 0; i < 100; i++) {
        actor.act(step, actions, 0);
        environmentsStep();
        actor.observe(step, rows);
      }
      assertTrue(rows.count() > 250 && rows.count() <= 300, rows.count() + " rows");
      int terminated = 0;
      int cut = 0;
      for (int i = 0; i < rows.count(); i++) {
        int row = i * schema.rowBytes();
        float discount = get(schema, rows, row, TransitionSchema.DISCOUNT, 1)[0];
        float[] next = get(schema, rows, row, TransitionSchema.NEXT_OBSERVATION, 2);
        float[] observation = get(schema, rows, row, TransitionSchema.OBSERVATION, 2);
        float[] action = get(schema, rows, row, TransitionSchema.ACTION, SIZE);
        float target =
            get(schema, rows, row, TransitionSchema.REWARD, 1)[0] + discount * policyValue(next);
        float expected = Math.abs(target - value(observation, action));
        float priority = get(schema, rows, row, InitialPriorities.COLUMN, 1)[0];
        assertEquals(expected, priority, 1e-4f, "row " + i);
        terminated += discount == 0 ? 1 : 0;
        cut += discount > 0.98f ? 1 : 0;
      }
      assertTrue(terminated > 5 && cut > 5, "nothing ended: the test tests too little");
    }
  }

  private static float[] get(
      ExperienceSchema schema, Rows rows, int row, String column, int count) {
    return floats(rows.buffer(), row + schema.offsetOf(column), count);
  }

  @Test
  void actionsStayWithinBoundsWhateverTheNoise() {
    ApeXDpgConfig loud = config.withLargestNoise(50).withSmallestNoise(50);
    try (Algorithm algorithm = DpgRuns.algorithm(loud, CONTEXT);
        Actor actor = actor(algorithm)) {
      environmentsStep();
      int atBounds = 0;
      for (int i = 0; i < 50; i++) {
        actor.act(step, actions, 0);
        for (int k = 0; k < K; k++) {
          for (int j = 0; j < SIZE; j++) {
            float number = actions.getFloat((k * SIZE + j) * Float.BYTES);
            assertTrue(number >= ACTIONS.low(j) && number <= ACTIONS.high(j), "" + number);
            atBounds += number == ACTIONS.low(j) || number == ACTIONS.high(j) ? 1 : 0;
          }
        }
      }
      assertTrue(atBounds > 250, atBounds + " of 300 at a bound");
    }
  }

  @Test
  void theFirstEnvironmentExploresMostAndTheLastLeast() {
    ApeXDpgConfig wide = config.withLargestNoise(0.4).withSmallestNoise(0.004);
    float[] zeros = new float[parameters.length];
    double[] squares = new double[2 * K];
    try (Algorithm algorithm = DpgRuns.algorithm(wide, CONTEXT)) {
      for (int actorId = 0; actorId < 2; actorId++) {
        try (Actor actor =
            algorithm.createActor(new ActorContext(actorId, 2, K, 500_000, actorId))) {
          actor.update(DpgRuns.snapshot(algorithm, zeros));
          for (int i = 0; i < 2000; i++) {
            actor.act(step, actions, 0);
            for (int k = 0; k < K; k++) {
              double share = actions.getFloat(k * 8) / 2;
              squares[actorId * K + k] += share * share / 2000;
            }
          }
        }
      }
    }
    for (int i = 0; i < squares.length; i++) {
      // From 0.4 to 0.004 in five steps of one ratio; a few of the largest are cut at a bound.
      double deviation = 0.4 * Math.pow(0.01, i / 5.0);
      assertEquals(deviation, Math.sqrt(squares[i]), 0.06 * deviation, "environment " + i);
    }
  }

  /** Nothing of its own: as much as the passes of the network, which are those of ONNX Runtime. */
  @Test
  void actingAllocatesNothing() {
    try (ApeXDpgAlgorithm algorithm = (ApeXDpgAlgorithm) DpgRuns.algorithm(config, CONTEXT);
        OnnxNetwork network = algorithm.actingNetwork(K);
        Actor actor = actor(algorithm)) {
      network.update(DpgRuns.snapshot(algorithm, parameters));
      Rows rows = new Rows(algorithm.experienceSchema());
      long perPass = Allocation.perRun(() -> network.run(step.observations()));
      long ours =
          Allocation.perUnit(
              () -> {
                actor.act(step, actions, 0);
                environmentsStep();
                actor.observe(step, rows);
                return InitialPriorities.needsLastValues(step) ? 2 : 1;
              });
      assertTrue(ours <= perPass + 8, "%d bytes per pass, not %d".formatted(ours, perPass));
    }
  }
}
