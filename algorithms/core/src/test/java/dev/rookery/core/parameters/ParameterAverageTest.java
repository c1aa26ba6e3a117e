package dev.rookery.core.parameters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterAverageTest {

  private final ParameterArena arena = new ParameterArena(Map.of("w", parameter()), false);

  @AfterEach
  void close() {
    arena.close();
  }

  private static Parameter parameter() {
    Parameter parameter = Parameter.builder().setName("w").setType(Parameter.Type.WEIGHT).build();
    parameter.setShape(new Shape(2));
    return parameter;
  }

  private float[] read(ParameterAverage average) {
    ByteBuffer copy =
        ByteBuffer.allocate(arena.size() * Float.BYTES).order(ByteOrder.nativeOrder());
    average.copyTo(copy);
    assertEquals(0, copy.remaining());
    float[] values = new float[arena.size()];
    copy.flip().asFloatBuffer().get(values);
    return values;
  }

  private void moveTo(ParameterAverage average, float first, float second, long from, long to) {
    arena.write(new float[] {first, second});
    for (long update = from; update <= to; update++) {
      average.update(update);
    }
  }

  @Test
  void withoutAHorizonItIsWhatTheArenaHolds() {
    ParameterAverage average = new ParameterAverage(arena, 0);
    moveTo(average, 3, 4, 1, 1);
    assertArrayEquals(new float[] {3, 4}, read(average));
  }

  @Test
  void parametersThatStandStillAreTheirAverage() {
    arena.write(new float[] {1.5f, -2});
    ParameterAverage average = new ParameterAverage(arena, 100);
    assertArrayEquals(new float[] {1.5f, -2}, read(average));
    moveTo(average, 1.5f, -2, 1, 1000);
    assertArrayEquals(new float[] {1.5f, -2}, read(average));
  }

  @Test
  void afterTheFirstUpdatesItIsTheLatestParameters() {
    ParameterAverage average = new ParameterAverage(arena, 1_000);
    for (int update = 1; update <= 40; update++) {
      moveTo(average, update, -update, update, update);
      assertArrayEquals(new float[] {update, -update}, read(average));
    }
    moveTo(average, 1000, 1000, 41, 48);
    assertTrue(read(average)[0] < 999);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 100, 400})
  void aStepIsForgottenExponentiallyOverTheHorizon(int horizon) {
    ParameterAverage average = new ParameterAverage(arena, horizon);
    int warmUp = horizon * 10;
    moveTo(average, 1, 0, 1, warmUp);
    float[] before = read(average);
    moveTo(average, 1, 8, warmUp + 1, warmUp + 2L * horizon);
    // (1 - 4 / horizon) for every fourth of two horizons
    double left = Math.pow(1 - 4.0 / horizon, horizon / 2.0);
    assertEquals(before[1] + (8 - before[1]) * (1 - left), read(average)[1], 1e-3);
    assertEquals(1, read(average)[0], 1e-2);
  }

  @Test
  void earlyOnItReachesBackOverATenthOfTheUpdates() {
    ParameterAverage average = new ParameterAverage(arena, 1_000_000);
    moveTo(average, 5, 5, 1, 40);
    moveTo(average, 1, 1, 41, 400);
    // What was before update 41 has the weight (40 / 400)^10 or so.
    assertEquals(1, read(average)[0], 1e-3);
  }

  @Test
  void aResumedAverageGoesOnAsIfNothingHadHappened() {
    ParameterAverage first = new ParameterAverage(arena, 50);
    moveTo(first, 1, 2, 1, 333);
    MemoryState state = new MemoryState();
    first.save(state);
    ParameterAverage second = new ParameterAverage(arena, 50);
    second.load(state);
    assertArrayEquals(read(first), read(second));
    moveTo(first, 3, -2, 334, 500);
    moveTo(second, 3, -2, 334, 500);
    assertArrayEquals(read(first), read(second));
  }
}
