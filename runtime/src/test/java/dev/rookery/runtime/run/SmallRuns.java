package dev.rookery.runtime.run;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.Step;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.roles.LengthEnvironment;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.Progress;
import dev.rookery.training.RunEvent;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingConfig;
import dev.rookery.transport.Transport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

/** Small runs of an environment whose steps a test decides, in a directory of the test's own. */
abstract class SmallRuns {

  @TempDir Path folder;

  /** How many environments are open. */
  final AtomicInteger open = new AtomicInteger();

  volatile Runnable onStep = () -> {};

  private final class Counted implements EnvironmentProvider {

    @Override
    public String name() {
      return "Counted-v0";
    }

    @Override
    public String description() {
      return "counts its copies";
    }

    @Override
    public Environment create(Record settings) {
      open.incrementAndGet();
      return new LengthEnvironment(seed -> 5) {
        @Override
        public void step(Action action, Step step) {
          onStep.run();
          super.step(action, step);
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }
  }

  final RunParts parts() {
    return parts(settings());
  }

  static RunSettings settings() {
    return RunSettings.defaults()
        .with("steps", 1_000_000_000L)
        .with("environmentsPerActor", 2)
        .with("blockRows", 4)
        .with("metrics", List.of());
  }

  final RunParts parts(RunSettings settings) {
    ResolvedConfig resolved = resolved(settings);
    RunDirectory directory = RunDirectory.create(folder.resolve("run"));
    Transport transport = resolved.transport().create(resolved.transportSettings());
    return RuntimeEngine.wire(
        new RunModule(
            resolved, RuntimeEngine.algorithm(resolved), transport, directory, OwnParts.NONE));
  }

  final ResolvedConfig resolved(RunSettings settings) {
    return ResolvedConfig.of(
        new TrainingConfig(
            new NamedSettings("dqn", Map.of("hiddenLayers", List.of(8), "learningStarts", 64)),
            NamedSettings.of("Counted-v0"),
            List.of(),
            NamedSettings.of("local"),
            settings),
        Plugins.find().with(List.of(new Counted())));
  }

  /** Events of which one listener hears where the run stands. */
  static RunEvents progress(Consumer<? super Progress> listener) {
    RunEvents events = new RunEvents();
    var unused =
        events.subscribe(
            event -> {
              if (event instanceof RunEvent.Progressed progressed) {
                listener.accept(progressed.progress());
              }
            });
    return events;
  }

  static Run run(RunParts parts) {
    return new Run(parts, ActorPlacement.THREADS, RunStart.FRESH, new RunEvents());
  }
}
