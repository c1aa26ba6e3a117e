package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.DivergenceException;
import dev.rookery.runtime.roles.WaitTimeoutException;
import dev.rookery.training.StopReason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunStateTest {

  private final RunState state = new RunState();

  @Test
  void theFirstReasonToStopCounts() throws InterruptedException {
    assertFalse(state.isEnding());
    assertFalse(state.awaitEnding(Duration.ZERO));
    state.stop(StopReason.RETURN_REACHED);
    state.stop(StopReason.STEPS_REACHED);
    assertTrue(state.isEnding());
    assertTrue(state.awaitEnding(Duration.ZERO));
    assertEquals(Optional.of(StopReason.RETURN_REACHED), state.stopReason());
    assertEquals(Optional.empty(), state.failure());
  }

  @Test
  void theFirstFailureCounts() {
    Throwable first = new WaitTimeoutException("first");
    state.fail(first);
    state.failLearner(new WaitTimeoutException("second"));
    assertTrue(state.isEnding());
    assertEquals(Optional.of(first), state.failure());
    assertFalse(state.isLearnerDamaged());
  }

  @Test
  void aDivergenceThatAnActorFoundDamagesTheLearner() {
    state.fail(new DivergenceException("NaN"));
    assertTrue(state.isLearnerDamaged());
  }

  /** A checkpoint of the diverged state would be written otherwise. */
  @Test
  void aHarmlessFailureAfterADivergenceRepairsNothing() {
    state.fail(new DivergenceException("NaN"));
    state.failLearner(new WaitTimeoutException("no experience"));
    assertTrue(state.isLearnerDamaged());
  }

  @Test
  void anUnknownFailureOfTheLearnerDamagesIt() {
    state.failLearner(new IllegalStateException("unknown"));
    assertTrue(state.isLearnerDamaged());
  }
}
