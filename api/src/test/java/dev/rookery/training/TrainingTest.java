package dev.rookery.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.NoSettings;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {

  private record Config(
      @Setting("Rewards that a row sums up.") int nStep,
      @Setting("A rate.") double learningRate,
      Explicit explicit)
      implements AlgorithmConfig {

    @Override
    public String algorithm() {
      return "sample";
    }
  }

  private static Training.Builder complete() {
    return Training.builder().environment("CartPole-v1").algorithm("dqn", Map.of());
  }

  @Test
  void everyCallHasItsPlaceInTheConfiguration() {
    TrainingConfig config =
        Training.builder()
            .environment("CartPole-v1", Map.of("maxEpisodeSteps", 10))
            .wrapper("inner", Map.of("x", 1))
            .wrapper("outer", Map.of())
            .algorithm(new Config(3, 0.1, Explicit.ALL))
            .transport("aeron", Map.of("directory", "d"))
            .actors(2)
            .environmentsPerActor(16)
            .seed(7)
            .lockstep(true)
            .stopWhen(StopCondition.meanReturn(475).overEpisodes(30).orAfterSteps(1000))
            .set("blockRows", "8")
            .config();
    assertEquals(
        new TrainingConfig(
            new NamedSettings("sample", Map.of("nStep", 3, "learningRate", 0.1)),
            new NamedSettings("CartPole-v1", Map.of("maxEpisodeSteps", 10)),
            List.of(new NamedSettings("inner", Map.of("x", 1)), NamedSettings.of("outer")),
            new NamedSettings("aeron", Map.of("directory", "d")),
            RunSettings.defaults()
                .with("actors", 2)
                .with("environmentsPerActor", 16)
                .with("seed", 7)
                .with("lockstep", true)
                .with("stopAtReturn", 475)
                .with("evaluationEpisodes", 30)
                .with("steps", 1000)
                .with("blockRows", 8)),
        config);
  }

  @Test
  void theRestIsDefault() {
    TrainingConfig config = complete().config();
    assertEquals(NamedSettings.of("local"), config.transport());
    assertEquals(RunSettings.defaults(), config.run());
    assertEquals(List.of(), config.wrappers());
  }

  @Test
  void aTypedConfigGivesOnlyWhatWasChosen() {
    Config defaults = new Config(3, 0.1, Explicit.NONE);
    assertEquals(Map.of(), complete().algorithm(defaults).config().algorithm().settings());
    assertEquals(
        Map.of("nStep", 3),
        complete().algorithm(Settings.with(defaults, "nStep", 3)).config().algorithm().settings());
  }

  @Test
  void aConfigurationGoesThroughTheBuilderUnchanged() {
    TrainingConfig config = complete().wrapper("w", Map.of()).transport("aeron").seed(3).config();
    assertEquals(config, Training.builder(config).config());
  }

  @Test
  void whatIsMissingIsAskedFor() {
    assertEquals(
        "no environment: name one, for example CartPole-v1",
        refused(() -> Training.builder().algorithm("dqn", Map.of()).config()));
    assertEquals(
        "no algorithm: name one, for example dqn",
        refused(() -> Training.builder().environment("CartPole-v1").config()));
  }

  @Test
  void wrongSettingsAreRefusedAtOnce() {
    assertEquals(
        "setting 'steps' must be at least 1, not 0",
        refused(() -> complete().stopWhen(StopCondition.steps(0))));
    assertEquals(
        "setting 'stopAtReturn' must be a number, not NaN",
        refused(() -> complete().stopWhen(StopCondition.meanReturn(Double.NaN))));
    assertEquals(
        "unknown setting 'actor'; did you mean 'actors'?",
        refused(() -> complete().set("actor", 2)).replaceAll(" Known: .*", ""));
  }

  @Test
  void anAlgorithmsSettingsMustBeARecord() {
    AlgorithmConfig noRecord =
        new AlgorithmConfig() {
          @Override
          public String algorithm() {
            return "dqn";
          }

          @Override
          public Explicit explicit() {
            return Explicit.ALL;
          }
        };
    assertEquals(
        noRecord.getClass().getName() + " must be a record",
        refused(() -> Training.builder().algorithm(noRecord)));
  }

  @Test
  void withoutARuntimeTheErrorSaysWhatToAdd() {
    String message = "nothing here can train: add the artifact dev.rookery:rookery-runtime";
    RookeryException e = assertThrows(RookeryException.class, () -> complete().start());
    assertEquals(message, e.getMessage());
    assertEquals(
        message,
        assertThrows(RookeryException.class, () -> Training.resume(Path.of("runs/x")))
            .getMessage());
  }

  @Test
  void theEngineGetsTheWholeOrder(@TempDir Path folder) throws Exception {
    Consumer<RunEvent> listener = event -> {};
    TrainingEngine.Order order =
        withEngine(
            folder,
            () -> order(complete().runDirectory(Path.of("there")).onEvent(listener).start()));
    assertEquals(complete().config(), order.config());
    assertEquals(Optional.of(Path.of("there")), order.runDirectory());
    assertEquals(Optional.empty(), order.resume());
    assertEquals(List.of(), order.plugins());
    assertEquals(List.of(), order.sinks());
    assertEquals(Optional.empty(), order.replay());
    assertSame(listener, order.listeners().get(0));
    assertFalse(order.remoteActors());
    assertFalse(order.resumeIfPresent());
    assertTrue(
        withEngine(folder, () -> order(complete().resumeIfPresent().start())).resumeIfPresent());
  }

  @Test
  void actorsMayBeSpreadOverProcessesOrComeFromElsewhere(@TempDir Path folder) throws Exception {
    TrainingConfig config = complete().actorProcesses(3).config();
    assertEquals(3, config.run().actors());
    assertEquals(3, config.run().actorProcesses());
    assertEquals(7, complete().actors(7).actorProcesses(3).config().run().actors());
    assertEquals(
        "actors 2 are too few for actorProcesses 3: each process needs at least one",
        refused(() -> complete().actorProcesses(3).actors(2)));
    assertEquals(
        "lockstep runs everything on one thread: it cannot go with actorProcesses 1; leave out one"
            + " of them",
        refused(() -> complete().actorProcesses(1).lockstep(true)));
    assertTrue(withEngine(folder, () -> order(complete().remoteActors().start())).remoteActors());
  }

  @Test
  void resumingStartsFromTheRunsOwnConfiguration(@TempDir Path folder) throws Exception {
    Path run = Path.of("runs", "Pendulum");
    TrainingEngine.Order order =
        withEngine(folder, () -> order(Training.resume(run).seed(100).start()));
    assertEquals(Optional.of(run), order.resume());
    assertEquals(Optional.empty(), order.runDirectory());
    assertEquals(
        new TrainingConfig(
            new NamedSettings("dqn", Map.of("nStep", 3)),
            NamedSettings.of("Pendulum"),
            List.of(NamedSettings.of("inner")),
            NamedSettings.of("aeron"),
            RunSettings.defaults().with("seed", 100)),
        order.config());
  }

  @Test
  void aProgramsOwnEnvironmentNeedsNoProvider(@TempDir Path folder) throws Exception {
    TrainingEngine.Order order =
        withEngine(folder, () -> order(complete().environment("Mine-v0", Mine::new).start()));
    assertEquals(NamedSettings.of("Mine-v0"), order.config().environment());
    EnvironmentProvider provider = (EnvironmentProvider) order.plugins().get(0);
    assertEquals("Mine-v0", provider.name());
    assertEquals(NoSettings.INSTANCE, provider.defaultSettings());
    assertEquals(Mine.class, provider.create(NoSettings.INSTANCE).getClass());
  }

  private static final class Mine implements Environment {
    @Override
    public Space observationSpace() {
      return Space.discrete(1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(1);
    }

    @Override
    public void reset(long seed, Observation observation) {}

    @Override
    public void step(Action action, Step step) {}
  }

  private static TrainingEngine.Order order(TrainingRun run) {
    return ((RecordingEngine.Ordered) run).order();
  }

  /** Calls with {@link RecordingEngine} as the engine that the service loader finds. */
  static <T> T withEngine(Path folder, Callable<T> call) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(TrainingEngine.class.getName()), RecordingEngine.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = loader(folder, before)) {
      thread.setContextClassLoader(loader);
      return call.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URLClassLoader loader(Path folder, ClassLoader parent) throws IOException {
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, parent);
  }

  private static String refused(Callable<?> call) {
    return assertThrows(SettingsException.class, call::call).getMessage();
  }
}
