package dev.rookery.core.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.Space;
import dev.rookery.parameters.ParameterLayout;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InitializersTest {

  private static ParameterLayout layout(int actions, Integer... hidden) {
    return NetworkSpec.forObservations(Space.image(10, 10, 4, 1))
        .withHidden(List.of(hidden))
        .withHeads(new LinearHead("q_values", actions))
        .build()
        .parameterLayout();
  }

  private static float[] slice(ParameterLayout layout, float[] values, String name) {
    ParameterLayout.Entry entry =
        layout.entries().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    return Arrays.copyOfRange(values, entry.offset(), entry.offset() + entry.size());
  }

  private static void assertFills(float[] values, double bound) {
    double largest = 0;
    double sum = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
      sum += value;
    }
    assertTrue(largest <= bound, "largest " + largest + ", bound " + bound);
    if (values.length > 500) {
      assertTrue(largest > 0.98 * bound);
      assertEquals(0, sum / values.length, 4 * bound / Math.sqrt(3.0 * values.length));
    }
  }

  @Test
  void weightsAndBiasesAreUniformByTheirFanIn() {
    ParameterLayout layout = layout(3, 128);
    float[] values = Initializers.uniform(layout, 7);
    assertFills(slice(layout, values, "convolution0.weight"), 1 / Math.sqrt(4 * 9));
    assertFills(slice(layout, values, "convolution0.bias"), 1 / Math.sqrt(4 * 9));
    assertFills(slice(layout, values, "hidden0.weight"), 1 / Math.sqrt(1024));
    assertFills(slice(layout, values, "hidden0.bias"), 1 / Math.sqrt(1024));
    assertFills(slice(layout, values, "q_values.bias"), 1 / Math.sqrt(128));
  }

  @Test
  void theSameSeedGivesTheSameValues() {
    ParameterLayout layout = layout(3, 16);
    float[] values = Initializers.uniform(layout, 7);
    assertArrayEquals(values, Initializers.uniform(layout, 7));
    assertFalse(Arrays.equals(values, Initializers.uniform(layout, 8)));
    assertArrayEquals(
        new float[] {-0.124506384f, -0.1596681f, -0.08019206f},
        Arrays.copyOf(values, 3),
        "runs of older versions could not be repeated");
  }

  @Test
  void anotherLayerDoesNotShiftTheRest() {
    ParameterLayout small = layout(3, 16);
    ParameterLayout large = layout(3, 16, 16);
    for (String name : List.of("convolution0.weight", "hidden0.bias", "q_values.weight")) {
      assertArrayEquals(
          slice(small, Initializers.uniform(small, 1), name),
          slice(large, Initializers.uniform(large, 1), name),
          name);
    }
  }

  @Test
  void eachParameterMayBeFilledInItsOwnWay() {
    ParameterLayout layout = layout(3, 16);
    float[] values =
        Initializers.fill(
            layout,
            1,
            name ->
                name.endsWith("bias") ? Initializers.constant(0.5) : Initializers.orthogonal(1));
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f}, slice(layout, values, "q_values.bias"));
  }

  @Property(tries = 50)
  void orthogonalRowsOrColumnsAreOrthogonal(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll long seed) {
    double gain = Math.sqrt(2);
    float[] values = new float[rows * columns];
    Initializers.orthogonal(gain).fill(values, rows, columns, new SplittableRandom(seed));
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        double dot = 0;
        for (int k = 0; k < length; k++) {
          dot +=
              rows <= columns
                  ? values[a * columns + k] * values[b * columns + k]
                  : values[k * columns + a] * values[k * columns + b];
        }
        assertEquals(a == b ? gain * gain : 0, dot, 1e-5);
      }
    }
  }
}
