package dev.rookery.core.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.DataType;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.core.onnx.OnnxType;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Space;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.environment.SpaceArbitraries;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ActionScaleProperties {

  private static final int BATCH = 3;

  @Provide
  Arbitrary<BoxSpace> boxes() {
    return SpaceArbitraries.vectors();
  }

  private static ActionScale scale(Space space) {
    return ActionScale.of("ape-x-dpg", "Test-v0", space, "ape-x");
  }

  /** What the exported graph makes of numbers from -1 to 1. */
  private static FloatBuffer actions(Space space, float[] numbers) {
    ActionScale scale = scale(space);
    ParameterLayout none = new ParameterLayout(List.of());
    byte[] model =
        new OnnxExporter(Space.box(-1, 1, scale.size()), Map.of(), none)
            .actingModel(
                (graph, x) ->
                    graph.output(
                        "y", scale.export(graph, x.get(0)), OnnxType.FLOAT32, scale.shape()));
    ByteBuffer input = DirectBuffers.allocate(numbers.length, Float.BYTES);
    input.asFloatBuffer().put(numbers);
    try (OnnxNetwork onnx = new OnnxNetwork(model, none, numbers.length / scale.size())) {
      onnx.update(new ParameterSnapshot(1, 0, 0, none.layoutHash(), DirectBuffers.allocate(0)));
      onnx.run(input);
      return onnx.output("y");
    }
  }

  private static float[] numbers(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[BATCH * size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    numbers[0] = 1;
    numbers[size] = -1;
    return numbers;
  }

  @Property(tries = 50)
  void noActionIsOutsideItsBounds(@ForAll("boxes") BoxSpace space, @ForAll long seed) {
    FloatBuffer actions = actions(space, numbers(space.size(), seed));
    for (int i = 0; i < actions.capacity(); i++) {
      int number = i % space.size();
      // A box narrower than the gap between two floats has no float inside.
      if (Math.ulp((float) space.low(number)) < space.high(number) - space.low(number)) {
        assertTrue(actions.get(i) >= space.low(number), actions.get(i) + " in " + space);
        assertTrue(actions.get(i) <= space.high(number), actions.get(i) + " in " + space);
      }
    }
  }

  @Property(tries = 50)
  void normalizingTakesTheScaleBack(@ForAll("boxes") BoxSpace space, @ForAll long seed) {
    float[] numbers = numbers(space.size(), seed);
    float[] back = new float[numbers.length];
    scale(space).normalize(actions(space, numbers), back);
    for (int i = 0; i < numbers.length; i++) {
      int number = i % space.size();
      double range = space.high(number) - space.low(number);
      double largest = Math.max(Math.abs(space.low(number)), Math.abs(space.high(number)));
      double expected = range == 0 ? 0 : numbers[i];
      double tolerance = range == 0 ? 0 : 1e-6 * (1 + largest / range);
      if (tolerance < 0.1) { // else rounding is all there is
        assertEquals(expected, back[i], tolerance, "number %d of %s".formatted(number, space));
      }
    }
  }

  @Example
  void valuesByHand() {
    BoxSpace space = BoxSpace.vector(new double[] {-2, 0}, new double[] {2, 10});
    float[] actions = new float[4];
    actions(space, new float[] {-1, -1, 0.5f, 0.5f}).get(0, actions);
    assertArrayEquals(new float[] {-2, 0, 1, 7.5f}, actions);
    float[] numbers = new float[4];
    scale(space).normalize(FloatBuffer.wrap(actions), numbers);
    assertArrayEquals(new float[] {-1, -1, 0.5f, 0.5f}, numbers);
  }

  @Example
  void actionsOfSeveralDimensionsKeepTheirShape() {
    Space space = Space.box(-3, 3, 2, 3);
    float[] numbers = {0, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f};
    float[] actions = new float[6];
    actions(space, numbers).get(0, actions);
    assertArrayEquals(new float[] {0, 0.3f, 0.6f, 0.9f, 1.2f, 1.5f}, actions, 1e-6f);
    assertEquals(List.of(2, 3), scale(space).shape());
    assertEquals(6, scale(space).size());
  }

  @Example
  void unboundedActionsAreRefused() {
    BoxSpace half =
        BoxSpace.vector(new double[] {-1, 0}, new double[] {1, Double.POSITIVE_INFINITY});
    SettingsException refused = assertThrows(SettingsException.class, () -> scale(half));
    assertTrue(refused.getMessage().contains("number 1"), refused.getMessage());
    assertTrue(refused.getMessage().contains("from 0.0 to Infinity"), refused.getMessage());
    Space huge = Space.box(-Float.MAX_VALUE, Float.MAX_VALUE, 1);
    assertThrows(SettingsException.class, () -> scale(huge));
  }

  @Example
  void otherActionsAreRefusedAndWhoTakesThemIsNamed() {
    for (Space space :
        List.of(
            Space.discrete(3),
            Space.multiDiscrete(2, 2),
            BoxSpace.uniform(DataType.UINT8, 0, 255, List.of(2)))) {
      SettingsException refused = assertThrows(SettingsException.class, () -> scale(space));
      assertTrue(refused.getMessage().contains("algorithm ape-x"), refused.getMessage());
      assertTrue(refused.getMessage().contains(space.toString()), refused.getMessage());
    }
  }
}
