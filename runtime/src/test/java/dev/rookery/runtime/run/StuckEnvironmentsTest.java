package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.runtime.checkpoint.CheckpointFile;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Environments that do not return: the run must not wait for them for ever. */
@Timeout(120)
class StuckEnvironmentsTest extends SmallRuns {

  /** Also where the others go on, and nobody waits for the one that is stuck. */
  @ParameterizedTest
  @ValueSource(strings = {"actor-1", "evaluator"})
  void anEnvironmentThatIsStuckIsNamed(String role) throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    onStep =
        () -> {
          if (Thread.currentThread().getName().equals(role)) {
            waitFor(released, true);
          }
        };
    try (Run run =
        run(
            parts(
                settings()
                    .with("timeoutSeconds", 4)
                    .with("actors", 2)
                    .with("evaluationInterval", 10)))) {
      run.start();
      String message = assertThrows(RookeryException.class, run::await).getMessage();
      assertEquals(
          "waited 3 s for environment Counted-v0 (copy 0) in step: it is stuck; raise"
              + " run.timeoutSeconds if it is only slow; %s did not end within 10.0 s: it is stuck"
                  .formatted(role)
              + " in environment Counted-v0 (copy 0) in step",
          message);
    } finally {
      released.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEnvironmentThatIsStuckInLockstepIsNamedAndTheLearnerSaved(boolean interruptible)
      throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    AtomicInteger steps = new AtomicInteger();
    onStep =
        () -> {
          if (steps.incrementAndGet() > 100) {
            waitFor(released, interruptible);
            left.countDown();
          }
        };
    RunParts parts = parts(settings().with("timeoutSeconds", 3).with("lockstep", true));
    try (Run run = run(parts)) {
      run.start();
      assertEquals(
          "waited 3 s for environment Counted-v0 (copy 0) in step: it is stuck; raise"
              + " run.timeoutSeconds if it is only slow",
          assertThrows(RookeryException.class, run::await).getMessage());
    } finally {
      released.countDown();
    }
    try (CheckpointFile checkpoint = parts.checkpoints().loadLatest()) {
      assertEquals(100, checkpoint.state().getLong("environment_steps"));
    }
    if (!interruptible) {
      assertTrue(left.await(60, TimeUnit.SECONDS)); // What it does then must harm nothing.
    }
  }

  /** The last evaluation is played when all roles have ended. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEnvironmentThatIsStuckInTheLastEvaluationIsNamed(boolean interruptible) throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    RunParts parts =
        parts(settings().with("timeoutSeconds", 3).with("lockstep", true).with("steps", 100));
    onStep =
        () -> {
          if (Thread.currentThread().getName().equals("rookery-evaluation")) {
            waitFor(released, interruptible);
          }
        };
    try (Run run = run(parts)) {
      run.start();
      assertEquals(
          "waited 3 s for environment Counted-v0 (copy 0) in step: it is stuck; raise"
              + " run.timeoutSeconds if it is only slow",
          assertThrows(RookeryException.class, run::await).getMessage());
    } finally {
      released.countDown();
    }
    assertTrue(Files.exists(parts.directory().policy()));
    assertEquals(interruptible, open.get() == 0);
  }

  /** Waits in {@code step}, for interrupts too or not. */
  private static void waitFor(CountDownLatch released, boolean interruptible) {
    while (released.getCount() > 0) {
      try {
        released.await();
      } catch (InterruptedException e) {
        if (interruptible) {
          throw new IllegalStateException("interrupted", e);
        }
      }
    }
  }
}
