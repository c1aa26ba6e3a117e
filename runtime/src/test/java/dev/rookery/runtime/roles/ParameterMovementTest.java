package dev.rookery.runtime.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterMovementTest {

  private final List<String> warnings = new ArrayList<>();
  private final ParameterMovement movement = new ParameterMovement(warnings::add);
  private final ByteBuffer values = ByteBuffer.allocateDirect(12);

  @Test
  void parametersThatStayAsTheyAreAreWarnedOfOnce() {
    for (long updates = 40; updates < 1000; updates += 10) {
      values.position((int) (updates % 12)); // wherever the learner has left it
      movement.check(values, updates);
      assertEquals(updates < 140 ? 0 : 1, warnings.size());
    }
    assertTrue(
        warnings
            .get(0)
            .startsWith("The learner has made 100 updates, and no parameter has changed: look at"),
        warnings.get(0));
  }

  /** A rate may begin with 0, and one of many parameters is enough. */
  @Test
  void parametersThatMoveAreNot() {
    movement.check(values, 0);
    movement.check(values, 90);
    values.putFloat(8, 1e-30f);
    movement.check(values, 95);
    values.putFloat(8, 0);
    movement.check(values, 1000);
    assertEquals(List.of(), warnings);
  }

  @Test
  void oneWithoutUpdatesIsNotExpectedToMoveThem() {
    for (int i = 0; i < 1000; i++) {
      movement.check(values, 7);
    }
    assertEquals(List.of(), warnings);
  }
}
