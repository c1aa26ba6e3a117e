package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EnvironmentGuardTest {

  private static final long SECOND = 1_000_000_000L;

  private String activity = "";
  private long now = Long.MAX_VALUE - 5 * SECOND; // A clock's value may wrap.
  private final EnvironmentGuard guard = new EnvironmentGuard(() -> activity, () -> now, 10);

  private void checkAfter(long seconds) {
    for (int i = 0; i < seconds; i++) {
      now += SECOND;
      guard.check();
    }
  }

  @Test
  void aCallThatDoesNotReturnIsNamed() {
    activity = "environment Taxi-v4 (copy 3) in step";
    guard.enter();
    checkAfter(1);
    checkAfter(10);
    assertEquals(
        "waited 10 s for environment Taxi-v4 (copy 3) in step: it is stuck; raise"
            + " run.timeoutSeconds if it is only slow",
        assertThrows(StuckRoleException.class, () -> checkAfter(1)).getMessage());
  }

  @Test
  void timeInWhichTheWholeProcessWasStoppedDoesNotCount() {
    activity = "environment Taxi-v4 (copy 3) in step";
    guard.enter();
    checkAfter(9);
    now += 1_000 * SECOND;
    guard.check();
    assertThrows(StuckRoleException.class, () -> checkAfter(2));
  }

  @Test
  void manySlowCallsOneAfterTheOtherAreNotStuck() {
    for (int i = 0; i < 10; i++) {
      guard.enter();
      activity = "environment Taxi-v4 (copy 0) in step";
      checkAfter(9);
      activity = "environment Taxi-v4 (copy 1) in step";
      checkAfter(9);
      guard.leave();
    }
  }

  @Test
  void whatIsNotInAnEnvironmentMayTakeLong() {
    guard.enter();
    checkAfter(9);
    checkAfter(9);
    guard.leave();
    activity = "environment Taxi-v4 (copy 0) in close";
    checkAfter(9);
    checkAfter(9);
  }

  @Test
  void anAbandonedThreadIsStoppedWhenTheEnvironmentReturns() {
    activity = "environment Taxi-v4 (copy 0) in step";
    guard.enter();
    checkAfter(1);
    assertFalse(guard.isAbandoned());
    assertTrue(guard.abandon());
    assertTrue(guard.isAbandoned());
    assertThrows(StuckRoleException.class, guard::leave);
    assertThrows(StuckRoleException.class, guard::enter);
  }

  @Test
  void aThreadThatHasLeftTheEnvironmentIsNotAbandoned() {
    activity = "environment Taxi-v4 (copy 0) in step";
    assertFalse(guard.abandon());
    guard.enter();
    checkAfter(1);
    guard.leave();
    assertFalse(guard.abandon());
    guard.enter(); // It is another call now.
    assertFalse(guard.abandon());
    guard.leave();
    assertFalse(guard.isAbandoned());
  }
}
