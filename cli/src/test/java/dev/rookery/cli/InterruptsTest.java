package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.training.NamedSettings;
import dev.rookery.training.Progress;
import dev.rookery.training.RunEvent;
import dev.rookery.training.RunSubscription;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptsTest {

  /** Is over as soon as it is asked to stop. */
  private static final class FakeRun implements TrainingRun {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private int stops;

    @Override
    public TrainingReport await() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean await(Duration limit) throws InterruptedException {
      return stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
      stops++;
      stopped.countDown();
    }

    @Override
    public Progress progress() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<TrainingReport> completion() {
      throw new UnsupportedOperationException();
    }

    @Override
    public RunSubscription subscribe(Consumer<? super RunEvent> listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path runDirectory() {
      return Path.of("runs/fake");
    }

    @Override
    public Optional<NamedSettings> invitation() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  @Test
  void aSignalStopsTheRunAndDecidesTheExitStatus() throws Exception {
    FakeRun run = new FakeRun();
    StringWriter err = new StringWriter();
    Interrupts interrupts = Interrupts.stopping(run, new PrintWriter(err));
    assertTrue(interrupts.exitStatus().isEmpty());
    assertFalse(run.await(Duration.ZERO));
    Class<?> signal = Class.forName("sun.misc.Signal");
    signal
        .getMethod("raise", signal)
        .invoke(null, signal.getConstructor(String.class).newInstance("TERM"));
    assertTrue(run.await(Duration.ofSeconds(30)));
    assertEquals(128 + 15, interrupts.exitStatus().getAsInt());
    assertTrue(err.toString().contains("stopping with a checkpoint"), err.toString());
  }

  @Test
  void aRequestToTerminateThatArrivesTwiceIsOne() {
    FakeRun run = new FakeRun();
    long[] now = {Long.MAX_VALUE - 1}; // The clock may overflow.
    List<Integer> halted = new ArrayList<>();
    Interrupts interrupts =
        Interrupts.of(run, new PrintWriter(new StringWriter()), () -> now[0], halted::add);
    interrupts.onSignal(15);
    now[0] += Duration.ofMillis(4900).toNanos();
    interrupts.onSignal(15);
    interrupts.onSignal(1);
    assertEquals(List.of(), halted);
    assertEquals(1, run.stops);
    assertEquals(128 + 15, interrupts.exitStatus().getAsInt());
    now[0] += Duration.ofMillis(100).toNanos();
    interrupts.onSignal(15);
    assertEquals(List.of(3), halted);
  }

  @Test
  void aSecondCtrlCEndsTheProcessAtOnceWithAStatusOfItsOwn() {
    List<Integer> halted = new ArrayList<>();
    StringWriter err = new StringWriter();
    Interrupts interrupts =
        Interrupts.of(new FakeRun(), new PrintWriter(err), () -> 7, halted::add);
    interrupts.onSignal(2);
    assertEquals(List.of(), halted);
    assertTrue(err.toString().contains("once more to stop at once"), err.toString());
    interrupts.onSignal(2);
    assertEquals(List.of(Interrupts.UNSAVED), halted);
  }
}
