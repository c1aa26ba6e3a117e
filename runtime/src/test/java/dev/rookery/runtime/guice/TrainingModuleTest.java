package dev.rookery.runtime.guice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Provider;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.metrics.MetricsRecord;
import dev.rookery.metrics.MetricsSink;
import dev.rookery.metrics.MetricsSinkProvider;
import dev.rookery.runtime.roles.LengthEnvironment;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.RunSettings;
import dev.rookery.training.StopReason;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Training in an application's injector. */
@Timeout(60)
class TrainingModuleTest {

  @TempDir private Path folder;

  /** What the application has, and Rookery knows nothing of. */
  @Singleton
  static final class Warehouse {
    private final AtomicInteger environments = new AtomicInteger();
    private final AtomicInteger records = new AtomicInteger();
  }

  static final class Storage implements EnvironmentProvider {

    private final Warehouse warehouse;

    @Inject
    Storage(Warehouse warehouse) {
      this.warehouse = warehouse;
    }

    @Override
    public String name() {
      return "Storage-v0";
    }

    @Override
    public String description() {
      return "of an application";
    }

    @Override
    public Environment create(Record settings) {
      warehouse.environments.incrementAndGet();
      return new LengthEnvironment(seed -> 5);
    }
  }

  static final class Records implements MetricsSinkProvider {

    private final Warehouse warehouse;

    @Inject
    Records(Warehouse warehouse) {
      this.warehouse = warehouse;
    }

    @Override
    public String name() {
      return "records";
    }

    @Override
    public String description() {
      return "counts what is written";
    }

    @Override
    public MetricsSink create(Path runDirectory) {
      return new MetricsSink() {
        @Override
        public void write(MetricsRecord metrics) {
          warehouse.records.incrementAndGet();
        }

        @Override
        public void close() {}
      };
    }
  }

  /** A setup with something of the injector's. */
  static final class Setup implements TrainingSetup {

    private final Path runs;

    @Inject
    Setup(Path runs) {
      this.runs = runs;
    }

    @Override
    public void configure(Training.Builder training) {
      training
          .environment("Storage-v0")
          .algorithm("dqn", Map.of("hiddenLayers", List.of(8), "learningStarts", 32))
          .environmentsPerActor(2)
          .set("steps", 1_000_000_000L)
          .set("evaluationInterval", 0)
          .set("evaluationEpisodes", 1)
          .set("metricsInterval", 50)
          .set("metrics", List.of())
          .runDirectory(runs.resolve("run"));
    }
  }

  private final class Application extends AbstractModule {

    @Override
    protected void configure() {
      install(new TrainingModule());
      bind(Path.class).toInstance(folder);
      TrainingModule.environments(binder()).addBinding().to(Storage.class);
      TrainingModule.sinks(binder()).addBinding().to(Records.class);
      TrainingModule.setups(binder()).addBinding().to(Setup.class);
    }
  }

  private Injector injector(Module... more) {
    return Guice.createInjector(
        Stage.PRODUCTION, Stream.concat(Stream.of(new Application()), Stream.of(more)).toList());
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void nothingStartsBeforeItIsAskedFor() throws Exception {
    Injector injector = injector();
    injector.getInstance(TrainingRuns.class);
    assertEquals(0, injector.getInstance(Warehouse.class).environments.get());
    assertEquals(List.of(), written());
  }

  @Test
  void aRunHasTheInjectorsParts() throws Exception {
    Injector injector = injector();
    try (TrainingRuns runs = injector.getInstance(TrainingRuns.class)) {
      TrainingReport report = runs.start(runs.builder().set("steps", 400)).await();
      assertEquals(StopReason.STEPS_REACHED, report.stoppedBecause());
    }
    Warehouse warehouse = injector.getInstance(Warehouse.class);
    assertTrue(warehouse.environments.get() >= 2);
    assertTrue(warehouse.records.get() >= 4);
  }

  @Test
  void aRunIsResumedWithTheInjectorsParts() throws Exception {
    try (TrainingRuns runs = injector().getInstance(TrainingRuns.class)) {
      runs.start(runs.builder().set("steps", 200)).await();
    }
    try (TrainingRuns runs = injector().getInstance(TrainingRuns.class)) {
      Training.Builder longer = runs.provide(Training.resume(folder.resolve("run")));
      assertTrue(runs.start(longer.set("steps", 400)).await().environmentSteps() >= 400);
    }
  }

  @Test
  void setupsAreAppliedInOrder() {
    Injector injector =
        injector(
            new AbstractModule() {
              @Override
              protected void configure() {
                TrainingModule.setups(binder())
                    .addBinding()
                    .toInstance(training -> training.seed(5).set("steps", 100));
              }
            });
    RunSettings run = injector.getInstance(TrainingRuns.class).builder().runSettings();
    assertEquals(5, run.seed());
    assertEquals(100, run.steps());
    assertEquals(2, run.environmentsPerActor());
  }

  @Test
  void closingStopsTheRunsThatAreUnderWay() throws Exception {
    TrainingRuns runs = injector().getInstance(TrainingRuns.class);
    TrainingRun first = runs.start();
    TrainingRun second = runs.start(runs.builder().runDirectory(folder.resolve("second")));
    runs.close();
    for (TrainingRun run : List.of(first, second)) {
      assertTrue(run.await(Duration.ofMillis(1)));
      assertEquals(StopReason.STOPPED, run.await().stoppedBecause());
    }
    assertThrows(IllegalStateException.class, runs::start);
    assertEquals(2, written().size());
    runs.close();
  }

  @Test
  void aRunThatCannotStartSaysWhyItself() throws Exception {
    try (TrainingRuns runs = injector().getInstance(TrainingRuns.class)) {
      Training.Builder wrong = runs.builder().algorithm("dqm");
      assertTrue(
          assertThrows(SettingsException.class, () -> runs.start(wrong))
              .getMessage()
              .startsWith("unknown algorithm 'dqm'"));
      assertEquals(List.of(), written());
    }
  }

  @Test
  void theModuleMayBeInstalledAgainAndBuildersAreNew() {
    TrainingRuns runs = injector(new TrainingModule()).getInstance(TrainingRuns.class);
    assertNotSame(runs.builder(), runs.builder());
    assertFalse(runs.builder().runSettings().lockstep());
  }

  /** An application's class asks for the runs as for anything else. */
  static final class Service {

    private final Provider<TrainingRuns> runs;

    @Inject
    Service(Provider<TrainingRuns> runs) {
      this.runs = runs;
    }
  }

  @Test
  void thereIsOneForTheWholeApplication() {
    Injector injector = injector();
    Service service = injector.getInstance(Service.class);
    assertEquals(service.runs.get(), injector.getInstance(TrainingRuns.class));
  }
}
