package dev.rookery.runtime.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.RookeryException;
import org.junit.jupiter.api.Test;

class WaitTimeoutTest {

  private final ManualClock clock = new ManualClock();
  private final WaitTimeout waitTimeout = new WaitTimeout(clock, 60);

  @Test
  void waitsAsLongAsItMay() {
    clock.advanceSeconds(59.999);
    waitTimeout.check(() -> "nobody");
  }

  @Test
  void failsAfterItsLimitWithWhatItWaitedFor() {
    clock.advanceSeconds(60.001);
    assertEquals(
        "waited 60 s for the learner; raise run.timeoutSeconds if it is only slow",
        assertThrows(RookeryException.class, () -> waitTimeout.check(() -> "the learner"))
            .getMessage());
  }

  @Test
  void progressStartsTheWaitAnew() {
    clock.advanceSeconds(59);
    waitTimeout.reset();
    clock.advanceSeconds(59);
    waitTimeout.check(() -> "nobody");
    clock.advanceSeconds(2);
    assertThrows(RookeryException.class, () -> waitTimeout.check(() -> "nobody"));
  }
}
