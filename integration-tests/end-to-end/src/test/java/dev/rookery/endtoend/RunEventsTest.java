package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.training.RunEvent;
import dev.rookery.training.RunSubscription;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program hears of its run. */
@Timeout(120)
class RunEventsTest {

  @TempDir private Path folder;

  private final List<RunEvent> heard = new CopyOnWriteArrayList<>();

  private Training.Builder builder(long steps) {
    return Training.builder()
        .environment("CartPole-v1")
        .algorithm(DqnConfig.defaults().withHiddenLayers(List.of(16)).withLearningStarts(64))
        .stopWhen(StopCondition.steps(steps).overEpisodes(3))
        .set("evaluationInterval", 200)
        .set("metricsInterval", 100)
        .runDirectory(folder.resolve("run"));
  }

  private <E> Stream<E> heard(Class<E> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void allEventsComeInOrderAndTheEndIsTheLast(boolean lockstep) throws Exception {
    TrainingReport report;
    try (TrainingRun run = builder(1000).lockstep(lockstep).onEvent(heard::add).start()) {
      report = run.completion().toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertSame(report, run.await());
      assertEquals(
          report, assertInstanceOf(RunEvent.Ended.class, heard.get(heard.size() - 1)).report());
    }
    List<Long> metrics =
        heard(RunEvent.MetricsWritten.class).map(e -> e.metrics().environmentSteps()).toList();
    assertEquals(metrics.stream().sorted().toList(), metrics);
    assertEquals(0, metrics.get(0));
    assertEquals(report.environmentSteps(), metrics.get(metrics.size() - 1));
    List<RunEvent.Evaluated> evaluations = heard(RunEvent.Evaluated.class).toList();
    assertTrue(evaluations.size() >= 2, heard::toString);
    assertEquals(report.evaluation(), evaluations.get(evaluations.size() - 1).evaluation());
    List<RunEvent.CheckpointWritten> checkpoints = heard(RunEvent.CheckpointWritten.class).toList();
    assertEquals(report.environmentSteps(), checkpoints.get(0).environmentSteps());
    assertTrue(Files.exists(checkpoints.get(0).file()));
    assertEquals(1, heard(RunEvent.Ended.class).count());
    List<RunEvent.Progressed> progress = heard(RunEvent.Progressed.class).toList();
    assertEquals(
        report.environmentSteps(), progress.get(progress.size() - 1).progress().environmentSteps());
  }

  @Test
  void whoSubscribesLaterHearsWhatComesAndNothingAfterClosing() throws Exception {
    CountDownLatch first = new CountDownLatch(3);
    AtomicInteger after = new AtomicInteger();
    try (TrainingRun run = builder(1_000_000_000).start()) {
      RunSubscription subscription =
          run.subscribe(
              event -> {
                after.incrementAndGet();
                first.countDown();
              });
      assertTrue(first.await(60, TimeUnit.SECONDS));
      subscription.close();
      subscription.close();
      CountDownLatch more = new CountDownLatch(5);
      int before = after.get();
      try (RunSubscription other = run.subscribe(event -> more.countDown())) {
        assertTrue(more.await(60, TimeUnit.SECONDS));
      }
      assertTrue(after.get() <= before + 1, "one may be under way");
      assertFalse(run.completion().toCompletableFuture().isDone());
      run.stop();
      run.completion().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void whatAListenerThrowsFailsTheRunAndTheCompletion() {
    try (TrainingRun run =
        builder(1_000_000_000)
            .onEvent(heard::add)
            .onEvent(
                event -> {
                  if (event instanceof RunEvent.Evaluated) {
                    throw new RookeryException("enough of this test");
                  }
                })
            .start()) {
      CompletionException failed =
          assertThrows(
              CompletionException.class, () -> run.completion().toCompletableFuture().join());
      assertEquals("enough of this test", failed.getCause().getMessage());
      assertEquals(
          "enough of this test", assertThrows(RookeryException.class, run::await).getMessage());
    }
    RunEvent.Failed end = assertInstanceOf(RunEvent.Failed.class, heard.get(heard.size() - 1));
    assertEquals("enough of this test", end.cause().getMessage());
  }
}
