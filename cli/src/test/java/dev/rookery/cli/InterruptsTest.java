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
}
