package dev.rookery.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PollGateTest {

  private final PollGate gate = new PollGate();

  @Test
  void withNobodyInsideWhoClosesFrees() {
    assertTrue(gate.enter());
    assertFalse(gate.exit());
    assertTrue(gate.close());
    assertTrue(gate.isClosed());
    assertFalse(gate.isOccupied());
    assertFalse(gate.close());
    assertFalse(gate.enter());
    assertFalse(gate.enterBetweenPolls());
  }

  @Test
  void whoIsInsideFreesWhenItWasClosedMeanwhile() {
    assertTrue(gate.enter());
    assertFalse(gate.close());
    assertTrue(gate.isClosed());
    assertTrue(gate.isOccupied());
    assertFalse(gate.close());
    assertTrue(gate.exit());
    assertFalse(gate.isOccupied());
  }

  @Test
  void onePollAtATime() {
    assertTrue(gate.enter());
    assertThrows(IllegalStateException.class, gate::enter);
    assertFalse(gate.enterBetweenPolls());
    assertFalse(gate.exit());
  }

  @Test
  void aPollFindsNothingWhileSomethingIsDoneBetweenPolls() {
    assertTrue(gate.enterBetweenPolls());
    assertTrue(gate.isOccupied());
    assertFalse(gate.enter());
    assertFalse(gate.close());
    assertTrue(gate.exit());
  }

  @Test
  @Timeout(60)
  void whateverThreadsDoItIsFreedOnceAndNobodyIsInsideThen() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 2000; round++) {
        PollGate contested = new PollGate();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger freed = new AtomicInteger();
        Future<?> polls = threads.submit(() -> pass(contested, true, inside, freed));
        Future<?> between = threads.submit(() -> pass(contested, false, inside, freed));
        Future<?> closes =
            threads.submit(
                () -> {
                  if (contested.close()) {
                    free(inside, freed);
                  }
                });
        for (Future<?> task : new Future<?>[] {polls, between, closes}) {
          task.get(60, TimeUnit.SECONDS);
        }
        assertEquals(1, freed.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void pass(PollGate gate, boolean poll, AtomicInteger inside, AtomicInteger freed) {
    for (int i = 0; i < 20; i++) {
      if (poll ? gate.enter() : gate.enterBetweenPolls()) {
        assertEquals(1, inside.incrementAndGet());
        inside.decrementAndGet();
        if (gate.exit()) {
          free(inside, freed);
        }
      }
    }
  }

  private static void free(AtomicInteger inside, AtomicInteger freed) {
    assertEquals(0, inside.get());
    freed.incrementAndGet();
  }
}
