package dev.rookery.runtime.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.RookeryException;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private final ManualClock clock = new ManualClock();
  private final Patience patience = new Patience(clock, 60);

  @Test
  void waitsAsLongAsItMay() {
    clock.advanceSeconds(59.999);
    patience.check(() -> "nobody");
  }

  @Test
  void failsAfterItsLimitWithWhatItWaitedFor() {
    clock.advanceSeconds(60.001);
    assertEquals(
        "waited 60 s for the learner; raise run.timeoutSeconds if it is only slow",
        assertThrows(RookeryException.class, () -> patience.check(() -> "the learner"))
            .getMessage());
  }

  @Test
  void progressStartsTheWaitAnew() {
    clock.advanceSeconds(59);
    patience.progress();
    clock.advanceSeconds(59);
    patience.check(() -> "nobody");
    clock.advanceSeconds(2);
    assertThrows(RookeryException.class, () -> patience.check(() -> "nobody"));
  }
}
