package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.algorithm.Policy;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecord;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.metrics.MetricsSink;
import dev.rookery.metrics.MetricsSinkProvider;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.StandardError;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingReport;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of a run that fails, or fails to start. */
@Timeout(120)
class RunFailuresTest extends SmallRuns {

  /** The same parts, but for three of them. */
  static RunParts with(RunParts parts, Algorithm algorithm, Transport transport, NanoClock clock) {
    return new RunParts(
        parts.config(),
        parts.directory(),
        parts.environments(),
        algorithm,
        transport,
        parts.metrics(),
        parts.episodes(),
        parts.evaluations(),
        parts.checkpoints(),
        parts.incarnation(),
        parts.own(),
        clock);
  }

  /** An actor finds that learning has diverged; before the learner ends its transport breaks. */
  @Test
  void afterADivergenceNoOtherFailureLeavesACheckpoint() throws Exception {
    RunParts whole = parts();
    SlowTransport transport = new SlowTransport(whole.transport(), 1);
    CountDownLatch learnerClosed = new CountDownLatch(1);
    Algorithm algorithm =
        new WrappedAlgorithm(whole.algorithm()) {
          @Override
          public Actor createActor(ActorContext context) {
            return new DivergedActor(super.createActor(context), transport, learnerClosed);
          }

          @Override
          public Learner createLearner(LearnerContext context, ExperienceStore store) {
            return new SignallingLearner(super.createLearner(context, store), learnerClosed);
          }
        };
    RunParts parts = with(whole, algorithm, transport, SystemNanoClock.INSTANCE);
    try (Run run = run(parts)) {
      run.start();
      assertEquals(
          "the values are infinite", assertThrows(RookeryException.class, run::await).getMessage());
    }
    assertEquals(0, learnerClosed.getCount());
    assertFalse(Files.exists(parts.directory().checkpoints()));
  }

  /** It fails, and is closed only when the learner has failed as well. */
  private record DivergedActor(Actor actor, SlowTransport transport, CountDownLatch learnerClosed)
      implements Actor {

    @Override
    public void update(ParameterSnapshot parameters) {
      actor.update(parameters);
    }

    @Override
    public void act(VectorStep step, ByteBuffer actions, long environmentSteps) {
      if (environmentSteps > 100) {
        throw new DivergenceException("the values are infinite");
      }
      actor.act(step, actions, environmentSteps);
    }

    @Override
    public void observe(VectorStep step, ExperienceWriter rows) {
      actor.observe(step, rows);
    }

    @Override
    public void report(MetricsRecorder metrics) {
      actor.report(metrics);
    }

    @Override
    public void close() {
      transport.breakDown();
      try {
        assertTrue(learnerClosed.await(60, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      actor.close();
    }
  }

  private record SignallingLearner(Learner learner, CountDownLatch closed) implements Learner {

    @Override
    public void startFrom(ParameterSnapshot parameters) {
      learner.startFrom(parameters);
    }

    @Override
    public LearnerStep step() {
      return learner.step();
    }

    @Override
    public long steps() {
      return learner.steps();
    }

    @Override
    public void copyParameters(ByteBuffer target) {
      learner.copyParameters(target);
    }

    @Override
    public void report(MetricsRecorder metrics) {
      learner.report(metrics);
    }

    @Override
    public void save(StateWriter state) {
      learner.save(state);
    }

    @Override
    public void load(StateReader state) {
      learner.load(state);
    }

    @Override
    public void close() {
      learner.close();
      closed.countDown();
    }
  }

  /** Its value has no meaning but in differences. */
  @Test
  void progressIsToldWhateverTheClockBeginsWith() throws Exception {
    RunParts whole = parts();
    long offset = System.nanoTime() + (1L << 62);
    RunParts parts =
        with(whole, whole.algorithm(), whole.transport(), () -> System.nanoTime() - offset);
    CountDownLatch told = new CountDownLatch(1);
    try (Run run =
        new Run(
            parts,
            ActorPlacement.THREADS,
            RunStart.FRESH,
            progress(progress -> told.countDown()))) {
      run.start();
      assertTrue(told.await(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void aRunThatEndsBeforeItsFirstUpdateIsWarnedOf() throws Exception {
    try (StandardError standardError = new StandardError();
        Run run = run(parts(settings().with("steps", 20).with("lockstep", true)))) {
      run.start();
      assertEquals(0, run.await().learnerSteps());
      assertTrue(
          standardError
              .text()
              .contains(
                  "The run ended before its first update, so its policy has learned nothing:"
                      + " learning starts after 64 rows"),
          standardError.text());
    }
  }

  /**
   * Those in the middle of a run do not warn: a policy that has hardly learned may end no episode.
   */
  @ParameterizedTest
  @CsvSource({"4, 1", "5, 0"})
  void onlyTheReportedEvaluationWarnsOfEpisodesThatWereCut(int maximumSteps, int warnings)
      throws Exception {
    RunSettings settings =
        settings()
            .with("steps", 200)
            .with("lockstep", true)
            .with("evaluationInterval", 20)
            .with("evaluationEpisodes", 3)
            .with("evaluationMaximumSteps", maximumSteps);
    try (StandardError standardError = new StandardError();
        Run run = run(parts(settings))) {
      run.start();
      TrainingReport report = run.await();
      assertEquals(maximumSteps, report.evaluation().meanReturn()); // Episodes end after 5 steps.
      assertEquals(3 * warnings, report.evaluation().cutEpisodes());
      assertTrue(report.bestEnvironmentSteps() < 200); // There were evaluations before.
      List<String> warned =
          standardError.text().lines().filter(line -> line.contains("were cut")).toList();
      assertEquals(warnings, warned.size(), warned::toString);
      if (warnings > 0) {
        assertTrue(
            warned
                .get(0)
                .contains(
                    "3 of 3 greedy episodes of Counted-v0 did not end within 4 steps and were cut"),
            warned::toString);
      }
    }
  }

  @Test
  void sinksThatWereOpenedAreClosedIfAnotherCannotBe() {
    ResolvedConfig whole = resolved(settings());
    List<String> closed = new ArrayList<>();
    ResolvedConfig broken =
        new ResolvedConfig(
            whole.config(),
            whole.algorithm(),
            whole.environments(),
            whole.transport(),
            whole.transportSettings(),
            List.of(sink("first", closed), sink("second", closed), sink("broken", closed)));
    RunDirectory directory = RunDirectory.create(folder.resolve("run"));
    Transport transport = whole.transport().create(whole.transportSettings());
    assertEquals(
        "the disk of this test is full",
        assertThrows(
                RookeryException.class,
                () ->
                    RuntimeEngine.wire(
                        new RunModule(
                            broken,
                            RuntimeEngine.algorithm(whole),
                            transport,
                            directory,
                            OwnParts.NONE)))
            .getMessage());
    assertEquals(List.of("second", "first"), closed);
  }

  private static MetricsSinkProvider sink(String name, List<String> closed) {
    return new MetricsSinkProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String description() {
        return "for this test";
      }

      @Override
      public MetricsSink create(Path runDirectory) {
        if (name.equals("broken")) {
          throw new RookeryException("the disk of this test is full");
        }
        return new MetricsSink() {
          @Override
          public void write(MetricsRecord metrics) {}

          @Override
          public void close() {
            closed.add(name);
          }
        };
      }
    };
  }

  @Test
  void whatWasOpenedIsClosedIfTheRunCannotStart() {
    RunParts whole = parts();
    OutOfMemoryError error = new OutOfMemoryError("of this test");
    CountDownLatch learnerClosed = new CountDownLatch(1);
    Algorithm algorithm =
        new WrappedAlgorithm(whole.algorithm()) {
          @Override
          public Learner createLearner(LearnerContext context, ExperienceStore store) {
            return new SignallingLearner(super.createLearner(context, store), learnerClosed);
          }

          @Override
          public Policy createPolicy(int environments) {
            throw error;
          }
        };
    RunParts parts = with(whole, algorithm, whole.transport(), whole.clock());
    assertSame(error, assertThrows(OutOfMemoryError.class, () -> run(parts)));
    assertEquals(0, learnerClosed.getCount());
    assertEquals(0, open.get());
  }

  @Test
  void theLearnerIsClosedIfItsRoleCannotBeMade() {
    RunParts whole = parts();
    CountDownLatch learnerClosed = new CountDownLatch(1);
    Algorithm algorithm =
        new WrappedAlgorithm(whole.algorithm()) {
          @Override
          public Learner createLearner(LearnerContext context, ExperienceStore store) {
            whole.transport().close();
            return new SignallingLearner(super.createLearner(context, store), learnerClosed);
          }
        };
    RunParts parts = with(whole, algorithm, whole.transport(), whole.clock());
    assertThrows(RookeryException.class, () -> run(parts));
    assertEquals(0, learnerClosed.getCount());
  }
}
