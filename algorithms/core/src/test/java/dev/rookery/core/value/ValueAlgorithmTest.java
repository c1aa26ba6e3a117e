package dev.rookery.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Policy;
import dev.rookery.core.loss.RiskMeasure;
import dev.rookery.core.network.DuelingHead;
import dev.rookery.core.network.Head;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.onnx.OnnxPolicy;
import dev.rookery.core.value.TestAlgorithm.OwnHeads;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ValueAlgorithmTest {

  private static final int BATCH = 50;

  @TempDir private Path folder;

  /** Those of the algorithms, and heads in any order. */
  static List<QFunction> qFunctions() {
    Head values = new LinearHead("q_values", 3);
    Head dueling = new DuelingHead("q_values", 3, 4);
    Head wider = new LinearHead("aux", 5);
    Head alike = new LinearHead("next", 3);
    return List.of(
        new ScalarQ(1),
        new CategoricalQ(11, -3, 5),
        new QuantileQ(6, 1),
        new ImplicitQuantileQ(4, 4, 7, 5, 1, new RiskMeasure.Cvar(0.5)),
        new OwnHeads(values, wider),
        new OwnHeads(wider, values),
        new OwnHeads(alike, dueling, wider),
        new OwnHeads(wider, alike, dueling));
  }

  @ParameterizedTest
  @MethodSource("qFunctions")
  void theExportedPolicyIsTheOneThatWasEvaluated(QFunction qFunction) {
    Path file = folder.resolve("policy.onnx");
    try (TestAlgorithm algorithm = new TestAlgorithm(qFunction);
        Policy evaluated = algorithm.createPolicy(BATCH)) {
      ParameterLayout layout = algorithm.parameterLayout();
      ByteBuffer values = DirectBuffers.allocate(layout.size(), Float.BYTES);
      fillRandomly(values, 1);
      ParameterSnapshot parameters = new ParameterSnapshot(1, 0, 0, layout.layoutHash(), values);
      evaluated.update(parameters);
      algorithm.exportPolicy(parameters, file);
      Space space = TestAlgorithm.OBSERVATIONS;
      VectorStep step = new VectorStep(BATCH, space);
      fillRandomly(step.observations(), 5);
      ByteBuffer expected = DirectBuffers.allocate(BATCH, Integer.BYTES);
      ByteBuffer actual = DirectBuffers.allocate(BATCH, Integer.BYTES);
      evaluated.act(step, expected);
      try (OnnxPolicy exported = OnnxPolicy.load(file, BATCH)) {
        exported.act(step, actual);
      }
      assertEquals(expected, actual);
      Set<Integer> chosen = new HashSet<>();
      for (int i = 0; i < BATCH; i++) {
        chosen.add(expected.getInt(i * Integer.BYTES));
      }
      assertTrue(chosen.size() > 1, "one action for all observations: the test tests too little");
    }
  }

  private static void fillRandomly(ByteBuffer floats, double bound) {
    SplittableRandom random = new SplittableRandom(3);
    for (int at = 0; at < floats.capacity(); at += Float.BYTES) {
      floats.putFloat(at, (float) random.nextDouble(-bound, bound));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.7, -0.1, Double.NaN})
  void anExplorationRateThatIsNoChanceEndsTheRunWithItsPlace(double epsilon) {
    EpsilonGreedy.Rate rate = (environment, steps) -> environment == 1 && steps > 6 ? epsilon : 1;
    ByteBuffer actions = DirectBuffers.allocate(2, Integer.BYTES);
    try (TestAlgorithm algorithm = new TestAlgorithm(new ScalarQ(1), new EpsilonGreedy(rate));
        Actor actor = algorithm.createActor(new ActorContext(0, 1, 2, 1000, 1))) {
      ParameterLayout layout = algorithm.parameterLayout();
      ByteBuffer values = DirectBuffers.allocate(layout.size(), Float.BYTES);
      actor.update(new ParameterSnapshot(1, 0, 0, layout.layoutHash(), values));
      VectorStep step = new VectorStep(2, TestAlgorithm.OBSERVATIONS);
      actor.act(step, actions, 6);
      String message =
          assertThrows(RookeryException.class, () -> actor.act(step, actions, 7)).getMessage();
      assertTrue(message.contains("was " + epsilon + " in environment 1 at step 7"), message);
      assertTrue(message.contains(rate.getClass().getName()), message);
    }
  }

  @Test
  void aNetworkWithoutQValuesIsRefused() {
    Head head = new LinearHead("values", 3);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new TestAlgorithm(new OwnHeads(head)));
    assertTrue(refused.getMessage().contains("a head called q_values"), refused.getMessage());
    assertTrue(refused.getMessage().contains(head.toString()), refused.getMessage());
  }
}
