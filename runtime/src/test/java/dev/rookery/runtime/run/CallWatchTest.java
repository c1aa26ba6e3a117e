package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.runtime.roles.ManualClock;
import org.junit.jupiter.api.Test;

class CallWatchTest {

  private final ManualClock clock = new ManualClock();
  private final CallWatch watch = new CallWatch(clock);

  private double look(double secondsLater, String call, long steps) {
    clock.advanceSeconds(secondsLater);
    return watch.look(call, steps) * 1e-9;
  }

  @Test
  void aCallLastsUntilAnotherOrNoneIsSeen() {
    assertEquals(0, look(0, "step", 7));
    assertEquals(0.5, look(0.5, "step", 7));
    assertEquals(1.25, look(0.75, "step", 7));
    assertEquals(0, look(0.5, "step", 8));
    assertEquals(0.5, look(0.5, "step", 8));
    assertEquals(0, look(0.5, "reset", 8));
    assertEquals(0, look(0.5, "", 8));
    assertEquals(0, look(0.5, "", 8));
  }

  /** A process that is stopped by the system for an hour has no environment that is stuck. */
  @Test
  void timeInWhichNobodyLookedCountsLittle() {
    look(0, "step", 7);
    assertEquals(1, look(3600, "step", 7));
    assertEquals(1.5, look(0.5, "step", 7));
  }
}
